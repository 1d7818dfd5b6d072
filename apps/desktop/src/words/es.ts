// The client's words in Spanish.
import type { Words } from './en.ts';

export const es: Words = {
  notice: {
    ring: {
      voice: (from) => `Llamada de voz entrante de ${from}`,
      video: (from) => `Videollamada entrante de ${from}`,
      text: 'Está sonando.',
    },
    missed: {
      voice: (from) => `Llamada de voz perdida de ${from}`,
      video: (from) => `Videollamada perdida de ${from}`,
    },
    displaced: {
      title: 'Sesión iniciada en otro lugar',
      text: 'Parley no sonará aquí hasta que vuelvas a iniciar sesión aquí.',
      action: 'Iniciar sesión aquí',
    },
    signedOut: {
      title: 'Sesión cerrada',
      text: 'Parley no sonará aquí hasta que vuelvas a iniciar sesión.',
      action: 'Iniciar sesión',
    },
    stillHere: {
      title: 'Parley sigue en segundo plano',
      text: 'Sonará cuando alguien llame. Para cerrarlo, usa su icono o inícialo con --quit.',
    },
    inCall: {
      title: 'Estás en una llamada',
      text: (server) => `Cuelga primero y ve después a ${server}.`,
    },
    update: {
      title: (version) => `Ya está Parley ${version}`,
      text: 'Tu servidor tiene una versión más reciente de este programa.',
      action: 'Descargar',
    },
    show: 'Mostrar',
    accept: 'Aceptar',
    decline: 'Rechazar',
    open: 'Abrir',
    ok: 'Entendido',
  },
  tray: {
    presence: {
      offline: 'Sin iniciar sesión',
      connecting: 'Conectando…',
      online: 'En línea',
      'in-call': 'En una llamada',
    },
    displaced: 'Sesión iniciada en otro lugar',
    outdated: 'Demasiado antiguo para su servidor',
    unread: (count) => `${count} sin leer`,
    callWith: (other) => `En una llamada con ${other}`,
    ringing: (other) => `${other} está llamando`,
  },
  menu: {
    open: 'Abrir Parley',
    mute: 'Silenciar micrófono',
    unmute: 'Activar micrófono',
    'hang-up': 'Colgar',
    autostart: 'Iniciar con el equipo',
    servers: 'Servidores…',
    quit: 'Salir',
  },
  setup: {
    where: '¿Dónde está tu servidor? La persona que lo administra puede darte la dirección.',
    server: 'Servidor',
    autostart: 'Iniciar con el equipo, para que suene',
    connect: 'Conectar',
    connecting: 'Conectando…',
    known: 'Usados antes',
    use: (server) => `Usar ${server}`,
    forget: 'Olvidar',
    forgetServer: (server) => `Olvidar ${server}`,
  },
  picker: { title: 'Compartir una pantalla o ventana', what: '¿Qué quieres compartir?' },
  newServer: (server) =>
    `Un enlace pide ${server}, que no has usado aquí. Conéctate solo si confías en quien te lo dio.`,
  address: {
    missing: 'Escribe la dirección de tu servidor, como parley.example o https://192.168.1.5:8443.',
    scheme: (scheme) => `Una dirección empieza por https:// y esta por ${scheme}://.`,
    malformed: (text) => `«${text}» no es una dirección, como parley.example o https://192.168.1.5:8443.`,
    credentials: 'Una dirección no lleva nombre ni contraseña: se piden al iniciar sesión.',
    insecure: (host) => `La cámara y el micrófono solo funcionan por https: usa https://${host}.`,
  },
  server: {
    failing: (origin, status) =>
      `${origin} responde con un error (${status}): puede que el servidor se esté iniciando. Inténtalo dentro de un momento.`,
    other: (origin) => `${origin} responde, pero no es un servidor de Parley.`,
    unknown: (name) => `No hay ningún servidor llamado ${name}, o este equipo está sin conexión.`,
    refused: (host) => `Nada responde en ${host}: el servidor no está en marcha o usa otro puerto.`,
    silent: (host) => `${host} no responde: está apagado o un cortafuegos lo impide.`,
    noWay: (host) => `No se puede llegar a ${host}: este equipo puede estar sin conexión o en otra red.`,
    noHttps: (host) => `${host} no habla https: puede que use otro puerto para eso.`,
    unreachable: (host, why) => `No se puede acceder a ${host}: ${why}.`,
    certificate: {
      otherName: 'su certificado es para otro nombre; usa la dirección que te dé quien lo administra',
      expired: 'su certificado ha caducado o el reloj de este equipo va mal',
      early: 'su certificado aún no es válido; el reloj de este equipo va mal',
      untrusted:
        'su certificado es de una autoridad en la que este equipo no confía. El servidor lo ofrece en su página de inicio para instalarlo aquí',
    },
  },
  link: {
    malformed: (link) => `El enlace ${link} no tiene la forma parley://servidor/call/cuenta.`,
    credentials: (link) => `El enlace ${link} lleva un nombre o una contraseña delante del servidor.`,
    verb: (link) => `El enlace ${link} no dice ni /call/cuenta ni /chat/cuenta.`,
    nobody: (link) => `El enlace ${link} no nombra ninguna cuenta.`,
    media: (link) => `El enlace ${link} pide algo que no es ni voz ni vídeo.`,
  },
  page: {
    failed: (host, why, code) => `No se pudo cargar ${host}: ${why} (${code})`,
    status: (host, status) =>
      `No se pudo cargar ${host}: responde ${status}, como un proxy cuyo servidor está parado.`,
    crashed: 'La página ha fallado: el navegador terminó su proceso.',
    unexplained: 'el navegador no da un motivo mejor.',
    refused: 'nada responde en esta dirección; el servidor puede estar parado o el puerto ser otro.',
    reset: 'la conexión se interrumpió.',
    closed: 'el servidor cerró la conexión.',
    empty: 'el servidor cerró la conexión sin responder; puede que espere https en lugar de http.',
    silent: 'el servidor no responde.',
    unknown: 'no hay ningún equipo con este nombre, o no se puede acceder al servicio de nombres.',
    offline: 'este equipo no tiene red.',
    changed: 'la red cambió.',
    noWay: 'no se puede llegar a esta dirección desde aquí.',
    proxy: 'el proxy de este equipo no responde.',
    tunnel: 'el proxy de este equipo no deja pasar hasta allí.',
    noHttps: 'en este puerto no se habla https.',
    untrusted:
      'nadie que este equipo conozca responde de su certificado. Su página de inicio ofrece el certificado para instalarlo.',
    otherName: 'su certificado es para otro nombre.',
    date: 'su certificado ha caducado o el reloj de este equipo va mal.',
    redirects: 'redirige de una dirección a otra sin fin.',
    file: 'el archivo no está.',
    port: 'los navegadores se niegan a usar este puerto.',
  },
  certificate: {
    unknown: (host) => `Nadie conocido responde del certificado de ${host}.`,
    compare: (fingerprint) =>
      `El servidor de una casa o empresa suele tener su propia autoridad. Pide la huella a quien lo administra y compárala:\n\n${fingerprint}`,
    trust: 'Confiar en este servidor',
    changed: (host) => `El certificado de ${host} no es el mismo que antes.`,
    compareBoth: (fingerprint, before) =>
      `Puede que alguien esté escuchando en medio, o que se haya instalado el servidor de nuevo. Continúa solo si quien lo administra te ha dado esta huella:\n\n${fingerprint}\n\nHasta ahora era:\n\n${before}`,
    trustNew: 'Confiar en el certificado nuevo',
    cancel: 'Cancelar',
  },
};
