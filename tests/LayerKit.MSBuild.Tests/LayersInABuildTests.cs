namespace LayerKit.MSBuild;

/// <summary>The example, with a store and a root file system of the test's own. The tasks were built with the tests.</summary>
[Trait("Suite", "Long")]
public sealed class LayersInABuildTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_example_imports_its_root_file_system_once()
    {
        string rootfs = _sandbox.WriteTar("rootfs.tar");
        _sandbox.Write("dotnet/dotnet", "the runtime\n");
        _sandbox.Write("dotnet/sdk/dotnet.dll", "the SDK\n");

        await BuildAsync(rootfs); // Its intermediate files may be of an earlier test run, whose store is gone.
        Directory.Delete(_sandbox.Store, recursive: true);
        BuildOutcome first = await BuildAsync(rootfs);
        BuildOutcome second = await BuildAsync(rootfs);

        Assert.Matches(@"os  sha256:[0-9a-f]{64}  \d+ bytes, registered", first.Output);
        Assert.Matches(@"dotnet  sha256:[0-9a-f]{64}  12 bytes, registered", first.Output);
        Assert.Matches(@"app  sha256:[0-9a-f]{64}  \d+ bytes, registered", first.Output);
        Assert.Matches(@"docker load --input "".*/hello.tar""  # hello", first.Output);
        Assert.Contains("nothing to do (layers: 3, exports: 1)", second.Output, StringComparison.Ordinal);
    }

    private async Task<BuildOutcome> BuildAsync(string rootfs)
    {
        BuildOutcome outcome = await _sandbox.DotnetAsync(
            "build", $"{BuildSandbox.RepositoryRoot}examples/LayersInABuild", "-nologo", "--configuration", BuildSandbox.Configuration,
            "-property:BuildProjectReferences=false", $"-property:ROOTFS={rootfs}", $"-property:DotnetDirectory={_sandbox["dotnet"]}", $"-property:LayerKitStorePath={_sandbox.Store}");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }
}
