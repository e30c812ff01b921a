using System.Text.Json;
using System.Text.RegularExpressions;

namespace LayerKit.MSBuild.Packages;

/// <summary>The package as other people get it, under every way to build, as anybody, anywhere.</summary>
[Trait("Suite", "Long")]
public sealed partial class PackedTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private readonly BuildSandbox _sandbox = new("ein Pfad mit Größe 層");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("-maxCpuCount:1")]
    [InlineData("-maxCpuCount")]
    [InlineData("-multiThreaded")]
    [InlineData("-graph")]
    [InlineData("-tl:on")]
    [InlineData("-check")]
    [InlineData("-property:LayerKitTaskHost=true")]
    public async Task Examples_build_in_every_way_and_a_second_time_do_nothing(string how)
    {
        feed.Fill(_sandbox, "BaseImage", "BaseImageApp", "ManyChains");

        await BuildAsync("BaseImageApp", how);
        await BuildAsync("ManyChains", how);
        string written = BuildSandbox.Listing(_sandbox["artifacts/layers"]) + Exports();

        await BuildAsync("BaseImageApp", how, "--no-restore");
        await BuildAsync("ManyChains", how, "--no-restore");

        Assert.Equal(written, BuildSandbox.Listing(_sandbox["artifacts/layers"]) + Exports());
        Assert.Equal(
            ["app-only.tar", "blobs", "index.json", "oci-layout", "shop.tar", "tool.tar"],
            Directory.GetFileSystemEntries(_sandbox["artifacts/bin"], "*", SearchOption.AllDirectories)
                .Select(path => Path.GetFileName(path)!).Where(name => name.EndsWith(".tar", StringComparison.Ordinal) || name is "blobs" or "index.json" or "oci-layout").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tar_is_a_layer_and_its_digest_is_printed()
    {
        feed.Fill(_sandbox, "OneTar");
        _sandbox.WriteTar("rootfs.tar");

        BuildOutcome first = await BuildAsync("OneTar", $"-property:ROOTFS={_sandbox["rootfs.tar"]}");
        BuildOutcome second = await BuildAsync("OneTar", $"-property:ROOTFS={_sandbox["rootfs.tar"]}");

        Assert.Matches("rootfs  sha256:[0-9a-f]{64}  1 entries, in the store before: false", first.Output);
        Assert.Matches("rootfs  sha256:[0-9a-f]{64}  1 entries, in the store before: true", second.Output);
    }

    [Fact]
    public async Task An_ordinary_user_builds_a_whole_image_in_the_default_store_and_cleans_it()
    {
        feed.Fill(_sandbox, "WholeImage");
        string home = Directory.CreateDirectory(_sandbox["home"]).FullName;
        foreach ((string name, string value) in new[] { ("HOME", home), ("DOTNET_CLI_HOME", home), ("NUGET_PACKAGES", _sandbox["packages"]), ("XDG_CACHE_HOME", ""), ("TMPDIR", home) })
        {
            _sandbox.Environment[name] = value;
        }

        _sandbox.Write("WholeImage/WholeImage.csproj", StorePath().Replace(await File.ReadAllTextAsync(_sandbox["WholeImage/WholeImage.csproj"]), ""));
        await _sandbox.RunAsync("chown", "-R", "65534:65534", _sandbox.Directory);
        await _sandbox.RunAsync("chmod", "755", Path.GetDirectoryName(_sandbox.Directory)!);

        string[] user = ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"];
        BuildOutcome build = await _sandbox.RunAsync("setpriv", [.. user, "build", "WholeImage", "-nologo", "-maxCpuCount:1"]);

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(2, Directory.GetFileSystemEntries(_sandbox["artifacts/bin/WholeImage/debug"], "hello.*").Length);
        Assert.True(File.Exists(_sandbox["home/.cache/layerkit/store/layerkit/metadata.db"]));

        BuildOutcome clean = await _sandbox.RunAsync("setpriv", [.. user, "clean", "WholeImage", "-nologo", "-maxCpuCount:1"]);
        Assert.True(clean.ExitCode == 0, clean.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox["artifacts/bin/WholeImage/debug"], "hello.*"));
        Assert.Empty(Directory.GetFiles(_sandbox["home/.cache/layerkit/store/content/layers"]));
    }

    [Fact]
    public async Task A_project_of_several_frameworks_has_layers_for_each_and_shows_them_all()
    {
        feed.Fill(_sandbox, "ManyChains");
        string project = await File.ReadAllTextAsync(_sandbox["ManyChains/ManyChains.csproj"]);
        _sandbox.Write("ManyChains/ManyChains.csproj", project.Replace("<PropertyGroup>", "<PropertyGroup><TargetFramework /><TargetFrameworks>net10.0</TargetFrameworks>", StringComparison.Ordinal));
        await BuildAsync("ManyChains");

        BuildOutcome outcome = await _sandbox.DotnetAsync("msbuild", "ManyChains", "-nologo", "-target:LayerKitShow", "-terminalLogger:off");

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains("LayerKit: nothing to do (layers: 4, exports: 3)", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_design_time_build_touches_nothing()
    {
        feed.Fill(_sandbox, "BaseImage", "BaseImageApp");
        BuildOutcome restore = await _sandbox.DotnetAsync("restore", "BaseImageApp", "-nologo");
        Assert.True(restore.ExitCode == 0, restore.Output);

        BuildOutcome outcome = await _sandbox.DotnetAsync(
            "msbuild", "BaseImageApp", "-nologo", "-target:ResolveReferences;CoreCompile", "-property:DesignTimeBuild=true", "-property:BuildingProject=false", "-property:SkipCompilerExecution=true", "-property:ProvideCommandLineArgs=true");

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.False(Directory.Exists(_sandbox["artifacts/layers"]));
        Assert.Empty(Directory.GetDirectories(_sandbox["artifacts"], "layerkit", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Two_clones_have_the_same_images()
    {
        feed.Fill(_sandbox, "WholeImage");
        string repository = _sandbox["WholeImage"];
        await _sandbox.RunAsync("git", "init", "-q", repository);
        await _sandbox.RunAsync("git", "-C", repository, "add", ".");
        await _sandbox.RunAsync("git", "-C", repository, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");

        string here = await DigestsAsync(repository, "umask 022; TZ=UTC LC_ALL=C");
        string there = await DigestsAsync(repository, "umask 077; TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8");

        Assert.Equal(here, there);
    }

    private async Task<string> DigestsAsync(string repository, string environment)
    {
        string clone = $"{(environment.Contains("077", StringComparison.Ordinal) ? "deeper/down" : "up")}";
        Directory.CreateDirectory(_sandbox[clone]);
        BuildOutcome outcome = await _sandbox.RunAsync(
            "sh", "-c", $"{environment}; export TZ LC_ALL; git clone -q '{repository}' '{clone}/WholeImage' && dotnet build '{clone}/WholeImage' -nologo -maxCpuCount:1 -property:ContinuousIntegrationBuild=true -property:ArtifactsPath='{_sandbox[clone]}/WholeImage/artifacts'");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Directory.GetFiles(_sandbox[$"{clone}/WholeImage/artifacts/obj"], "export.json", SearchOption.AllDirectories).Single()));
        return string.Join('\n', results.RootElement.EnumerateArray().Select(result => result.GetProperty("Metadata").GetProperty("Digest").GetString()));
    }

    private string Exports() => string.Join('\n', Directory.GetFiles(_sandbox["artifacts/bin"], "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".tar", StringComparison.Ordinal) || file.Contains(".oci/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}"));

    private async Task<BuildOutcome> BuildAsync(string example, params string[] arguments)
    {
        BuildOutcome outcome = await _sandbox.DotnetAsync(["build", example, "-nologo", "-terminalLogger:off", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }

    [GeneratedRegex("<LayerKitStorePath>.*</LayerKitStorePath>")]
    private static partial Regex StorePath();
}
