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
    public static IReadOnlyList<string> CommandLine(ClusterTopology topology, NativeLayout layout, string member)
    {
        var store = layout.CertificateStore(TimeProvider.System);
        var own = store.FilesOf(member);
        return
        [
            "/usr/bin/python3", FileOf(layout), $"https://127.0.0.1:{topology.Ports.EtcdClient}/v3/kv/txn",
            store.RootCertificate, own.Certificate, own.Key, $"/service/{topology.Name}/leader", member, layout.DataOf(member),
        ];
    }

    public const string Script =
        """
        import base64, json, os, ssl, sys, time, urllib.request

        url, authority, certificate, key, path, member, data = sys.argv[1:]


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
        tls.load_cert_chain(certificate, key)
        path, member = (base64.b64encode(text.encode()).decode() for text in (path, member))
        release = {
            'compare': [{'key': path, 'target': 'VALUE', 'result': 'EQUAL', 'value': member}],
            'success': [{'request_delete_range': {'key': path}}],
        }
        try:
            request = urllib.request.Request(url, json.dumps(release).encode(), {'Content-Type': 'application/json'})
            with urllib.request.urlopen(request, timeout=1, context=tls) as answer:
                if json.load(answer).get('succeeded'):
                    print('The leader key was left by a killed predecessor, and is released.', flush=True)
        except (OSError, ValueError) as error:
            print('The store was not asked for the leader key:', error, flush=True)

        """;
}
