using LayerKit.Docker.Tests;

namespace LayerKit.MSBuild.Packages;

/// <summary>An image that a build made of an app and a root file system, in the hands of real dockerd, skopeo and umoci.</summary>
[Trait("Suite", "Long")]
public sealed class RunningImageTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_self_contained_app_over_debian_runs_and_every_tool_reads_its_archive()
    {
        string archive = await BuildAsync();

        using DockerRoot root = new();
        using (Dockerd docker = Dockerd.Start(root.Path, "overlay2"))
        {
            docker.Run("load", "-i", archive);
            Assert.Equal("Hello from the app layer", docker.Run("run", "--rm", "--network", "none", "hello:1"));
            docker.Run("create", "--name", "made", "hello:1");
            docker.Run("export", "-o", root["container.tar"], "made");
            docker.Run("rm", "made");
            docker.Run("rmi", "hello:1");
        }

        string digest = Shell.Run("skopeo inspect --format '{{.Digest}}' \"oci-archive:$1\"", archive);
        Assert.StartsWith("sha256:", digest, StringComparison.Ordinal);
        Assert.Equal("3", Shell.Run("skopeo inspect --format '{{len .Layers}}' \"docker-archive:$1\"", archive));
        Shell.Run("skopeo copy --quiet \"oci-archive:$1\" \"oci:$2:hello\" && umoci unpack --image \"$2:hello\" \"$3\" >/dev/null", archive, root["layout"], root["bundle"]);
        Shell.Run("mkdir \"$2\" && tar --numeric-owner -C \"$2\" -xpf \"$1\"", root["container.tar"], root["container"]);
        Assert.Equal(Tree(root["bundle/rootfs"]), Tree(root["container"]));
    }

    /// <summary>Builds the project from the packed package and gives its archive.</summary>
    private async Task<string> BuildAsync()
    {
        feed.Fill(_sandbox);

        // The runtime of a self-contained app comes from where packages always come from.
        _sandbox.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_sandbox["packages"]}" /></config>
              <packageSources><add key="private" value="{_sandbox["feed"]}" /></packageSources>
            </configuration>
            """);
        _sandbox.Write("Hello/Program.cs", """System.Console.WriteLine("Hello from the app layer");""");
        _sandbox.Write("Hello/Hello.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
                <SelfContained>true</SelfContained>
                <InvariantGlobalization>true</InvariantGlobalization>
                <LayerKitStorePath>{_sandbox.Store}</LayerKitStorePath>
                <LayerKitSplitApp>packages</LayerKitSplitApp>
              </PropertyGroup>
              <ItemGroup>
                <LayerImport Include="{Input("base.tar")}" Name="os" />
                <LayerExport Include="{_sandbox["hello.tar"]}" Tag="hello:1" />
              </ItemGroup>
            </Project>
            """);
        BuildOutcome outcome = await _sandbox.DotnetAsync("build", "Hello", "-nologo", "-terminalLogger:off", "-maxCpuCount:1");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return _sandbox["hello.tar"];
    }

    /// <summary>Path, type, mode, owner, size, link and content of everything but what a container engine mounts over or leaves behind.</summary>
    private static string Tree(string directory) => Shell.Run(
        """
        cd "$1"
        find . -mindepth 1 \( -path ./dev -o -path ./proc -o -path ./sys -o -path ./etc/hosts -o -path ./etc/hostname -o -path ./etc/resolv.conf -o -path ./etc/mtab -o -path ./.dockerenv \) -prune \
          -o \( -type d -printf '%p %y %m %U:%G\n' \) -o -printf '%p %y %m %U:%G %s %l\n' | sort
        find . -type f -not -path './dev/*' -not -path './etc/host*' -not -path ./etc/resolv.conf -not -path ./.dockerenv -print0 | sort -z | xargs -0 sha256sum | sha256sum
        """,
        directory);

    private static string Input(string name)
    {
        string? directory = Environment.GetEnvironmentVariable("LAYERKIT_INPUTS");
        Assert.False(string.IsNullOrEmpty(directory), "set LAYERKIT_INPUTS to the directory that .ci/inputs made");
        return Path.Combine(directory, name);
    }
}
