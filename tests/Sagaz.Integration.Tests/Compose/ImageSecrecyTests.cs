using Sagaz.Integration.Tests.Running;

namespace Sagaz.Integration.Tests.Compose;

/// <summary>Where the packages came from stays with the machine that built the image.</summary>
[OnCompose]
public sealed class ImageSecrecyTests
{
    private const string Tag = "secrecy-test";

    /// <summary>Host names do not care about case, but every trace of one keeps it.</summary>
    private const string Host = "dEb.debian.org";

    private const string Mark = "mark-of-the-building-machine";

    [ClusterFact]
    public async Task No_layer_names_the_mirror_or_holds_apts_configuration()
    {
        var folder = Directory.CreateTempSubdirectory("sagaz-secrecy-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "apt-sources"), $"# {Mark}\ndeb http://{Host}/debian trixie main\n");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "apt-conf"), $"// {Mark}\nAcquire::Check-Valid-Until \"false\";\n");
            var build = await Programs.RunAsync(
                // Secrets are no part of the cache's key: from the cache would come what another build left there.
                ["docker", "buildx", "bake", "--no-cache", "--progress", "plain", "--file", RepositoryRoot.Of("deploy", "images", "docker-bake.hcl"), "haproxy"],
                new Dictionary<string, string> { ["BASE_IMAGE"] = await BaseImageAsync(), ["IMAGE_TAG"] = Tag, ["APT_FOLDER"] = folder.FullName },
                Deadlines.Build);
            build.Exits(0);

            // Each layer is an archive in the archive.
            const string script = """
                set -e
                docker save "$1" | tar -x -C "$2"
                find "$2" -type f \( -name '*.tar' -o -path '*/blobs/*' \) > "$2/layers"
                test -s "$2/layers"
                if grep -l -a -F -e "$3" -e "$4" -r "$2"; then exit 7; fi
                """;
            var search = await Programs.RunAsync(["bash", "-c", script, "search", $"sagaz/haproxy:{Tag}", Directory.CreateDirectory(Path.Combine(folder.FullName, "image")).FullName, Host, Mark], deadline: Deadlines.Build);
            search.Exits(0);
        }
        finally
        {
            await Programs.RunAsync(["docker", "rmi", "--force", $"sagaz/haproxy:{Tag}"]);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> BaseImageAsync()
    {
        const string own = "sagaz/base:trixie";
        return (await Programs.RunAsync(["docker", "image", "inspect", own])).ExitCode == 0 ? own : "debian:trixie-slim";
    }
}
