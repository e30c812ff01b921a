using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class ExportCommandTests
{
    [Theory]
    [InlineData("layerkit export $REF > out.tar")]
    [InlineData("layerkit export $REF -o - > out.tar")]
    [InlineData("layerkit export ${REF#sha256:} | cat > out.tar")]
    [InlineData("echo old > out.tar; layerkit export $REF -o out.tar")]
    [InlineData("layerkit export $REF | layerkit import - --expect $REF && layerkit export $REF --output out.tar")]
    public async Task What_was_imported_comes_back_byte_for_byte(string script)
    {
        await using TestStore store = await TestStore.CreateAsync();

        (await store.ShellAsync($"REF={store.BaseId}; {script} && cmp base.tar out.tar && ! ls *.part")).Succeeded();
    }

    [Fact]
    public async Task A_compressed_import_is_exported_plain()
    {
        await using TestStore store = await TestStore.CreateAsync();

        (await store.ShellAsync("gzip -k base.tar; layerkit export $(layerkit import base.tar.gz) | cmp - base.tar")).Succeeded();
    }

    [Fact]
    public async Task Export_describes_what_it_wrote_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("export", store.BaseId, "-o", store["out.tar"], "--json")));
    }

    [Fact]
    public async Task A_reader_that_goes_away_is_a_failure()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string big = await store.ImportAsync(Tar.Create(store.Directory, "big.tar", "big", new string('x', 1 << 20)));

        CommandRun run = await store.ShellAsync($"layerkit export {big} | head -c 1 > /dev/null; exit ${{PIPESTATUS[0]}}");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Equal("layerkit: Broken pipe\n", run.Error);
    }

    [Fact]
    public async Task A_full_disk_leaves_no_part_of_the_output()
    {
        await using TestStore store = await TestStore.CreateAsync();
        using Tmpfs full = new();
        string big = await store.ImportAsync(Tar.Create(store.Directory, "big.tar", "big", new string('x', 2 << 20)));

        CommandRun run = await store.RunAsync("export", big, "-o", Path.Combine(full.Path, "out.tar"));

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.StartsWith("layerkit: No space left on device", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.GetFileSystemEntries(full.Path));
    }

    [Theory]
    [InlineData("layerkit export $REF > out.tar")]
    [InlineData("echo old > out.tar; layerkit export $REF -o out.tar")]
    public async Task A_damaged_layer_is_told_and_does_not_come_out_whole(string script)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"find store -name hello.txt -exec sh -c 'echo jello > {{}}' \\;; REF={store.BaseId}; {script}");

        Assert.Equal(ExitCodes.Corrupt, run.ExitCode);
        Assert.StartsWith($"LK0101: layer {store.BaseId} is damaged", run.Error, StringComparison.Ordinal);
        Assert.True(new FileInfo(store["out.tar"]).Length < new FileInfo(store.BaseTar).Length);
        Assert.Empty(Directory.GetFiles(store.Directory, "*.part"));
    }
}
