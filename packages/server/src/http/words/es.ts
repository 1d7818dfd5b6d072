// The words of the server's own pages in Spanish.
import type { Words } from './words.ts';

export const es: Words = {
  trust: {
    title: 'Parley: dos pasos para llamar',
    heading: 'Dos pasos y ya puedes llamar',
    lead: 'Los navegadores solo dan acceso a la cámara y al micrófono a páginas seguras, y esta dirección no lo es. Parley tiene una dirección segura. Tu dispositivo solo tiene que conocerla una vez.',
    first: 'Confía en este servidor',
    what: 'Descarga su certificado e instálalo como se indica para tu dispositivo. Solo vale para el nombre y la red de este servidor: nadie puede usarlo para hacerse pasar por otro sitio web.',
    download: 'Descargar certificado',
    install: [
      {
        system: 'Android',
        steps: [
          'Descarga el certificado con el botón de arriba.',
          'Abre <b>Ajustes</b> o <b>Configuración</b> y busca <b>Certificado de CA</b> (suele estar en Seguridad, Cifrado y credenciales).',
          'Elige <b>Instalar de todos modos</b> y luego el archivo descargado <b>parley-ca.crt</b>.',
          'Para Firefox, abre también sus ajustes, toca cinco veces el logotipo en <b>Acerca de Firefox</b> y, en <b>Secret Settings</b>, permite los certificados de CA de terceros.',
        ],
      },
      {
        system: 'iPhone y iPad',
        steps: [
          'Abre esta página en Safari, toca el botón de arriba y permite que se descargue el perfil.',
          'Abre <b>Ajustes</b> o <b>Configuración</b>, toca <b>Perfil descargado</b> y luego <b>Instalar</b>.',
          'En <b>Ajustes</b> o <b>Configuración</b>, abre <b>General</b>, <b>Información</b>, la configuración de <b>confianza de los certificados</b>, y activa el certificado.',
        ],
      },
      {
        system: 'Windows',
        steps: [
          'Descarga el certificado con el botón de arriba y abre el archivo.',
          'Elige <b>Instalar certificado</b>, <b>Usuario actual</b> y luego <b>Colocar todos los certificados en el siguiente almacén</b>.',
          'Elige <b>Entidades de certificación raíz de confianza</b> y finaliza.',
          'Reinicia el navegador.',
        ],
      },
      {
        system: 'macOS',
        steps: [
          'Descarga el certificado con el botón de arriba y abre el archivo: se añade a <b>Acceso a Llaveros</b>.',
          'Haz doble clic en él, abre <b>Confiar</b> y elige <b>Confiar siempre</b>.',
        ],
      },
      {
        system: 'Linux, y Firefox en cualquier equipo',
        steps: [
          'En Firefox, el botón de arriba pregunta en qué confiar: elige <b>identificar sitios web</b>.',
          'En Chromium y Chrome, descárgalo, abre <b>chrome://certificate-manager</b>, <b>Certificados locales</b>, e impórtalo en <b>Certificados de confianza</b>.',
        ],
      },
    ],
    compare:
      'Un certificado puede ser sustituido por el camino. Compara esta huella SHA-256 con la que muestra tu dispositivo y con la que Parley mostró al iniciarse:',
    second: 'Abre la dirección segura',
    open: 'Abrir Parley',
    warning: 'Si aparece una advertencia, falta el paso 1 en este dispositivo.',
  },
  nothing: { title: 'No encontrado', heading: 'Aquí no hay nada', back: 'Ir a Parley' },
};
