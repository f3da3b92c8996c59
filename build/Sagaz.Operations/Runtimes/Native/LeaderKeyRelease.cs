using Sagaz.Core.Topology;

namespace Sagaz.Operations.Runtimes.Native;

/// <summary>What a member does before its Patroni starts: it gives the leader key back when it died with it.</summary>
/// <remarks>
/// Patroni does so itself (primary_start_timeout 0), but after a restart in vain: it renews the key under a new lease
/// first, and then deletes it only in its old revision (3.0.2, dcs/etcd3.py, _update_leader and _delete_leader), so
/// that the cluster has no leader until its server is back. Here nobody serves any more: Patroni is not started
/// yet, and no process works in the data folder. The key goes only while it still names this member. Python is there,
/// because Patroni is; without a store, or without an answer within a second, Patroni starts as ever.
/// </remarks>
internal static class LeaderKeyRelease
{
    public static string FileOf(NativeLayout layout) => layout.ConfigurationOf("release-leader-key.py");

    /// <summary>The command line of one member.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="layout">Where its files lie.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="isNewerApi">Whether Patroni keeps the key in etcd's newer API.</param>
    public static IReadOnlyList<string> CommandLine(ClusterTopology topology, NativeLayout layout, string member, bool isNewerApi)
    {
        var store = layout.CertificateStore(TimeProvider.System);
        var own = store.FilesOf(member);
        return
        [
            "/usr/bin/python3", FileOf(layout), isNewerApi ? "v3" : "v2", $"https://127.0.0.1:{topology.Ports.EtcdClient}",
            store.RootCertificate, own.Certificate, own.Key, $"/service/{topology.Name}/leader", member, layout.DataOf(member),
        ];
    }

    public const string Script =
        """
        import base64, json, os, ssl, sys, time, urllib.error, urllib.parse, urllib.request

        api, store, authority, certificate, private_key, path, member, data = sys.argv[1:]


        def works_there(process):
            try:
                return os.readlink('/proc/' + process + '/cwd') == data
            except OSError:
                return False


        def anybody():
            return any(works_there(process) for process in os.listdir('/proc') if process.isdigit())


        # A killed server's processes need a moment to end.
        deadline = time.monotonic() + 0.5
        while anybody():
            if time.monotonic() > deadline:
                sys.exit(0)
            time.sleep(0.02)
        tls = ssl.create_default_context(cafile=authority)
        tls.load_cert_chain(certificate, private_key)

        def ask(request):
            try:
                with urllib.request.urlopen(request, timeout=1, context=tls) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError:
                # No such key, or another member's.
                return {}


        def older():
            query = urllib.parse.urlencode({'prevValue': member})
            return 'node' in ask(urllib.request.Request(store + '/v2/keys' + path + '?' + query, method='DELETE'))


        def newer():
            key, value = (base64.b64encode(text.encode()).decode() for text in (path, member))
            release = {
                'compare': [{'key': key, 'target': 'VALUE', 'result': 'EQUAL', 'value': value}],
                'success': [{'request_delete_range': {'key': key}}],
            }
            body = json.dumps(release).encode()
            return ask(urllib.request.Request(store + '/v3/kv/txn', body, {'Content-Type': 'application/json'})).get('succeeded')


        try:
            if (newer if api == 'v3' else older)():
                print('The leader key was left by a killed predecessor, and is released.', flush=True)
        except (OSError, ValueError) as error:
            print('The store was not asked for the leader key:', error, flush=True)

        """;
}
