// Spanish words about what reaches people whose page is hidden or closed.
import type { AppStrings } from '../strings.ts';

export const push: AppStrings['push'] = {
  notified: 'Notificación enviada…',
  notice: {
    video: (name) => `Videollamada entrante de ${name}`,
    voice: (name) => `Llamada de voz entrante de ${name}`,
    missed: (name) => `Llamada perdida de ${name}`,
    answered: (name) => `Llamada de ${name} contestada en otro dispositivo`,
    declined: (name) => `Llamada de ${name} rechazada en otro dispositivo`,
    text: (name) => `Mensaje nuevo de ${name}`,
    test: 'Las notificaciones funcionan',
    testText: 'Las llamadas suenan aquí aunque Parley esté cerrado.',
    news: 'Hay novedades en Parley',
    accept: 'Aceptar',
    decline: 'Rechazar',
  },
  prompt: {
    text: '¿Que suene cuando esta página esté en segundo plano y también cuando Parley esté cerrado?',
  },
  settings: {
    label: 'Sonar cuando Parley está cerrado',
    busy: 'Un momento…',
    on: 'Activado. Las llamadas suenan aquí, y se muestran las perdidas, aunque no haya ninguna página de Parley abierta.',
    off: 'Desactivado. Las llamadas solo suenan mientras tienes delante una página de Parley.',
    pageOnly:
      'Las llamadas suenan mientras haya una página de Parley abierta, también en segundo plano. Con todas cerradas no pueden sonar: este navegador no llega ahora a su servicio de avisos.',
    server:
      'Las llamadas suenan mientras haya una página de Parley abierta, también en segundo plano. Con todas cerradas no pueden sonar: este servidor no envía notificaciones.',
    unsupported:
      'Este navegador no muestra notificaciones, así que las llamadas solo suenan mientras tienes delante una página de Parley.',
    homeScreen:
      'En un iPhone o iPad, las notificaciones necesitan Parley en la pantalla de inicio: en Safari, toca Compartir, después «Añadir a pantalla de inicio», y ábrelo desde allí.',
    blocked: {
      chromium:
        'Bloqueadas en este navegador. Pulsa el icono a la izquierda de la dirección, después «Configuración del sitio», y pon Notificaciones en «Permitir».',
      edge: 'Bloqueadas en este navegador. Pulsa el candado a la izquierda de la dirección, después «Permisos para este sitio», y pon Notificaciones en «Permitir».',
      firefox:
        'Bloqueadas en este navegador. Pulsa el icono a la izquierda de la dirección y quita el bloqueo de «Enviar notificaciones».',
      safari:
        'Bloqueadas en este navegador. En los Ajustes de Safari, en Sitios web, Notificaciones, permite este sitio.',
      ios: 'Bloqueadas en este dispositivo. En los Ajustes del dispositivo, en Notificaciones, elige Parley y permítelas.',
      'ios-other':
        'Bloqueadas en este dispositivo. En los Ajustes del dispositivo, en Notificaciones, elige Parley y permítelas.',
      samsung:
        'Bloqueadas en este navegador. Pulsa el candado a la izquierda de la dirección, después «Permisos», y permite las notificaciones.',
      'firefox-android':
        'Bloqueadas en este navegador. Pulsa el candado a la izquierda de la dirección, después «Editar ajustes del sitio», y permite las notificaciones.',
      android:
        'Bloqueadas en este navegador. Pulsa el icono a la izquierda de la dirección, después «Permisos», y permite las notificaciones.',
    },
    turnOn: 'Activar',
    turnOff: 'Desactivar',
    test: 'Enviar una notificación de prueba',
    testSent: 'Enviada. Aparece en unos segundos.',
    testFailed: 'No se pudo enviar: el servidor no llega al servicio de avisos de este navegador.',
  },
  install: {
    label: 'Instalar Parley',
    text: 'Parley tiene su propia ventana y su propio icono, como cualquier otro programa.',
    button: 'Instalar',
  },
  updated: { text: 'Parley se ha actualizado.', reload: 'Recargar', later: 'Más tarde' },
  tooLate: 'Esa llamada ya terminó.',
  close: 'Cerrar',
};
