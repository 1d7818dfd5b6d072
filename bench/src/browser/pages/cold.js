// The baseline: one RTCPeerConnection a side, set up cold when the callee clicks. No product does less.
(() => {
  const role = new URLSearchParams(location.search).get('role');
  const remote = document.querySelector('#remote');
  const local = document.querySelector('#local');
  const socket = new WebSocket(`ws://${location.host}/?user=${role}`);
  const to = role === 'caller' ? 'callee' : 'caller';
  let connection;
  let camera;

  const send = (message) => socket.send(JSON.stringify({ id: '', to, text: JSON.stringify(message) }));

  async function openCamera(constraints) {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    local.srcObject = stream;
    return stream;
  }

  function connect() {
    connection = new RTCPeerConnection();
    connection.onicecandidate = ({ candidate }) => candidate && send({ candidate });
    connection.ontrack = ({ streams: [stream] }) => {
      if (remote.srcObject !== stream) remote.srcObject = stream;
    };
    return connection;
  }

  async function offer() {
    const stream = await camera;
    const peer = connect();
    for (const track of stream.getTracks()) peer.addTrack(track, stream);
    await peer.setLocalDescription();
    send({ description: peer.localDescription });
  }

  async function answer(description) {
    const peer = connect();
    const [stream] = await Promise.all([camera, peer.setRemoteDescription(description)]);
    for (const track of stream.getTracks()) peer.addTrack(track, stream);
    await peer.setLocalDescription();
    send({ description: peer.localDescription });
  }

  socket.onmessage = ({ data }) => {
    const { accept, description, candidate } = JSON.parse(JSON.parse(data).text);
    if (accept) void offer();
    else if (description?.type === 'offer') void answer(description);
    else if (description) void connection.setRemoteDescription(description);
    else if (candidate) void connection.addIceCandidate(candidate);
  };

  globalThis.benchCold = {
    ready: new Promise((resolve) => (socket.onopen = resolve)).then(() => true),
    /** The caller's camera is open while it rings, as in any call. */
    ring: async (constraints) => {
      if (role === 'caller') await (camera = openCamera(constraints));
      else
        document.querySelector('#accept').onclick = () => {
          // Said first: the caller's offer is on its way while the camera opens.
          send({ accept: true });
          camera = openCamera(constraints);
        };
    },
    hangUp: async () => {
      connection?.close();
      for (const track of (await camera)?.getTracks() ?? []) track.stop();
      remote.srcObject = null;
      local.srcObject = null;
    },
  };
})();
