(function() {
	// apps/desktop/src/pages/setup.ts
	var find = (id, kind) => {
		const element = document.querySelector(`#${id}`);
		if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
		return element;
	};
	var form = find("form", HTMLFormElement);
	var address = find("address", HTMLInputElement);
	var autostart = find("autostart", HTMLInputElement);
	var problem = find("problem", HTMLDivElement);
	var use = find("use", HTMLButtonElement);
	var known = find("known", HTMLElement);
	var servers = find("servers", HTMLUListElement);
	var isFirst = true;
	function post(message) {
		globalThis.parleyDesktop?.post(JSON.stringify(message));
	}
	function button(name, label, chosen) {
		const made = document.createElement("button");
		made.type = "button";
		made.className = "plain";
		made.textContent = name;
		made.ariaLabel = label;
		made.addEventListener("click", chosen);
		return made;
	}
	function show(state) {
		if (isFirst) {
			address.value = state.address;
			autostart.checked = state.autostart;
			address.select();
			address.focus();
		}
		isFirst = false;
		problem.textContent = state.problem ?? "";
		use.disabled = state.busy;
		use.textContent = state.busy ? "Connecting…" : "Connect";
		known.hidden = state.servers.length === 0;
		servers.replaceChildren(...state.servers.map((server) => {
			const item = document.createElement("li");
			const choose = () => {
				address.value = server;
				post({
					do: "use",
					address: server,
					autostart: autostart.checked
				});
			};
			item.append(button(server, `Use ${server}`, choose), button("Forget", `Forget ${server}`, () => post({
				do: "forget",
				server
			})));
			return item;
		}));
	}
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		post({
			do: "use",
			address: address.value,
			autostart: autostart.checked
		});
	});
	if (globalThis.parleyDesktop) {
		globalThis.parleyDesktop.receive = (message) => show(JSON.parse(message));
		post({ do: "hello" });
	}
})();
