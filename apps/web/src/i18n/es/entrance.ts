// The words of the sign-in page in Spanish.
import type { EntranceStrings } from '../strings.ts';

export const entrance: EntranceStrings = {
  product: 'Parley',
  language: {
    label: 'Idioma',
    unavailable: 'No se pudo cargar ese idioma. Comprueba tu conexión e inténtalo de nuevo.',
  },
  signIn: {
    tagline: 'Mira quién está, haz clic y habla.',
    form: 'Iniciar sesión en Parley',
    account: 'Cuenta',
    anotherName: 'Otro nombre',
    password: 'Contraseña',
    show: 'Mostrar',
    hide: 'Ocultar',
    server: 'Servidor',
    submit: 'Iniciar sesión',
    submitting: 'Iniciando sesión…',
    submitWith: (provider) => `Iniciar sesión con ${provider}`,
    firstUse:
      '¿Es tu primera vez? Si inicias sesión con un nombre libre, será tuyo, con la contraseña que elijas.',
    getClient: 'Obtener el programa para PC',
    noClient: 'No se pudo buscar el programa para PC. Comprueba tu conexión e inténtalo de nuevo.',
    noNewcomers: 'Este servidor no admite cuentas nuevas. Pide una a la persona que lo administra.',
    leaving: (host) => `Continuarás en ${host}.`,
    malformedServer: 'Eso no es una dirección de servidor. Tiene esta forma: https://parley.example.',
    signedOut: 'Se ha cerrado tu sesión.',
    signOutUnheard:
      'Se ha cerrado la sesión aquí, pero no se pudo avisar al servidor. Cierra el navegador si el equipo es compartido.',
    serverAway: 'Sin conexión: no se puede acceder al servidor. Entrarás en cuanto responda.',
    appUnavailable: 'No se pudo cargar la aplicación. Comprueba tu conexión e inténtalo de nuevo.',
    newNames: (length) => `Los nombres nuevos tienen aquí como máximo ${length} caracteres.`,
    accountInvalid: (length) =>
      `Ese nombre de cuenta no sirve. Usa de 1 a ${length} letras, cifras, puntos, guiones o guiones bajos, de un solo alfabeto.`,
    tooManyAttempts: (seconds) => `Demasiados intentos. Inténtalo de nuevo en ${seconds} s.`,
    failure: {
      'wrong-password': 'La cuenta o la contraseña no es correcta.',
      'too-many-attempts': 'Demasiados intentos. Espera un momento e inténtalo de nuevo.',
      'password-invalid': 'La contraseña necesita al menos 8 caracteres.',
      'account-banned': 'Esta cuenta está bloqueada. Pregunta a la persona que administra el servidor.',
      'account-taken':
        'Esta cuenta es de alguien que inicia sesión aquí de otra manera. Pregunta a la persona que administra el servidor.',
      'provider-unreachable':
        'No se puede acceder al servicio de inicio de sesión. Inténtalo dentro de un momento o avisa a la persona que administra este servidor.',
      'provider-refused': 'No se completó el inicio de sesión. Inténtalo de nuevo.',
      'foreign-origin':
        'Este servidor no conoce la dirección con la que lo has abierto. Avisa a la persona que lo administra.',
      'server-busy': 'El servidor está ocupado. Inténtalo dentro de un momento.',
      'server-full': 'El servidor está lleno. Inténtalo más tarde.',
      'disk-full':
        'El disco del servidor está lleno, así que nadie puede iniciar ni cerrar sesión. Avisa a la persona que administra el servidor.',
      'rate-limited': 'Demasiados intentos. Espera un momento e inténtalo de nuevo.',
      offline: 'No se puede acceder al servidor. Comprueba tu conexión e inténtalo de nuevo.',
      timeout: 'El servidor no respondió a tiempo. Inténtalo de nuevo.',
      'unsupported-version': 'Esta página es más antigua que el servidor. Recárgala e inténtalo de nuevo.',
      'bad-message': 'El servidor no lo aceptó. Comprueba la cuenta y la contraseña.',
    },
    unexpected: 'Algo salió mal en el servidor. Inténtalo dentro de un momento.',
  },
};
