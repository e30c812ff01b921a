using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>Commands that must fail, each with one line and its exit status, and leave the store as it was.</summary>
public sealed class FailureTests
{
    private const string Unknown = "sha256:00000000000000000000000000000000000000000000000000000000000000ff";

    [Fact]
    public async Task A_truncated_tar()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "x.tar", "x", new string('x', 5000));

        await Verify(await FailAsync(store, "import", Tar.Truncate(tar, 2000)));
    }

    [Fact]
    public async Task A_truncated_gzip()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string gzip = Tar.Create(store.Directory, "x.tar.gz", "x", new string('x', 5000), "-z");

        await Verify(await FailAsync(store, "import", Tar.Truncate(gzip, 60)));
    }

    [Fact]
    public async Task A_gzip_that_lacks_only_its_checksum()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string gzip = Tar.Create(store.Directory, "x.tar.gz", "x", new string('x', 5000), "-z");

        await Verify(await FailAsync(store, "import", Tar.Truncate(gzip, (int)new FileInfo(gzip).Length - 8)));
    }

    [Fact]
    public async Task A_file_that_is_no_tar()
    {
        await using TestStore store = await TestStore.CreateAsync();
        File.WriteAllText(store["x.txt"], new string('x', 1024));

        await Verify(await FailAsync(store, "import", store["x.txt"]));
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_layer()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "x.tar", "x", "x", "--transform=s,^,../,");

        await Verify(await FailAsync(store, "import", tar));
    }

    [Fact]
    public async Task An_unknown_parent()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "import", store.BaseTar, "--parent", Unknown));
    }

    [Fact]
    public async Task Another_digest_than_expected()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string tar = Tar.Create(store.Directory, "x.tar", "x", "x");

        await Verify(await FailAsync(store, "import", tar, "--expect", Unknown));
    }

    [Fact]
    public async Task A_missing_input()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "import", store["missing.tar"]));
    }

    [Fact]
    public async Task A_full_disk()
    {
        using Tmpfs full = new();
        await using TestStore store = await TestStore.CreateAsync(full.Path);
        using TempRoot elsewhere = new();
        string tar = Tar.Create(elsewhere.Path, "x.tar", "x", new string('x', 2 << 20));

        await Verify(await FailAsync(store, "import", tar));
    }

    [Fact]
    public async Task An_output_whose_directory_does_not_exist()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "export", store.BaseId, "-o", store["missing/out.tar"]));
    }

    [Fact]
    public async Task An_unknown_layer()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "export", Unknown));
    }

    [Fact]
    public async Task An_unknown_prefix()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "inspect", "00000000ff"));
    }

    [Fact]
    public async Task A_layer_to_remove_that_is_not_there()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "rm", Unknown));
    }

    [Fact]
    public async Task An_ambiguous_prefix()
    {
        await using TestStore store = await TestStore.CreateAsync();

        // Found by search: the SHA-256 values of these two tars start with the same 32 bits.
        await store.ImportAsync(Tar.Create(store.Directory, "1.tar", "n", "00062337"));
        await store.ImportAsync(Tar.Create(store.Directory, "2.tar", "n", "00161033"));

        await Verify(await FailAsync(store, "export", "3d23b1c6"));
    }

    [Fact]
    public async Task A_prefix_that_is_too_short()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "inspect", store.BaseId[..13]));
    }

    [Fact]
    public async Task A_reference_that_is_no_digest()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "rm", "sha256:shop/web"));
    }

    [Fact]
    public async Task A_pin_that_does_not_exist()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "rm", "shop/web"));
        Assert.Equal(ExitCodes.NotFound, (await store.RunAsync("unpin", "shop/web")).ExitCode);
    }

    [Fact]
    public async Task A_driver_that_mounts_nothing()
    {
        await using TestStore store = await TestStore.CreateAsync(options: ["--driver", "content"]);

        await Verify(await FailAsync(store, "rw", "create", "job"));
        Assert.Equal(ExitCodes.NotSupported, (await store.RunAsync("view", store.BaseId)).ExitCode);
    }

    [Fact]
    public async Task An_RW_layer_that_is_not_there()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "mount", "job"));
    }

    [Fact]
    public async Task Another_driver_than_the_stores()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "ls", "--driver", "nosuch"));
    }

    [Fact]
    public async Task An_unknown_driver_option()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(await FailAsync(store, "ls", "--driver-opt", "vfs.nosuch=1"));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("info")]
    [InlineData("inspect", "12345678")]
    [InlineData("export", "12345678")]
    [InlineData("rm", "12345678")]
    [InlineData("tree")]
    [InlineData("pin", "web", "12345678")]
    [InlineData("unpin", "web")]
    [InlineData("pins")]
    [InlineData("prune")]
    [InlineData("checkout", "12345678", "out")]
    [InlineData("rw", "ls")]
    [InlineData("rw", "create", "job", "--parent", "12345678")]
    [InlineData("mount", "job")]
    [InlineData("umount", "job")]
    [InlineData("commit", "job")]
    [InlineData("cat", "12345678", "x")]
    [InlineData("du")]
    [InlineData("import", "base.tar", "--parent", "12345678")]
    public async Task A_root_that_does_not_exist_is_not_created(params string[] args)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"layerkit --root missing {string.Join(' ', args)} | cat; exit ${{PIPESTATUS[0]}}");

        VerifySettings settings = new();
        settings.UseMethodName("A_root_that_does_not_exist");
        await Verify(store.Scrub(run), settings);
        Assert.False(Path.Exists(store["missing"]));
    }

    [Fact]
    public async Task A_directory_that_is_no_store()
    {
        await using TestStore store = await TestStore.CreateAsync();
        Directory.CreateDirectory(store["photos"]);
        File.WriteAllText(store["photos/cat.jpeg"], "cat");

        CommandRun run = await store.ShellAsync("layerkit ls --root photos");

        await Verify(store.Scrub(run));
        Assert.Single(Directory.GetFileSystemEntries(store["photos"]));
    }

    private static async Task<string> FailAsync(TestStore store, params string[] args)
    {
        string before = await store.StateAsync();
        CommandRun run = await store.RunAsync(args);

        Assert.Empty(run.Output);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(before, await store.StateAsync());
        return store.Scrub(run);
    }
}
