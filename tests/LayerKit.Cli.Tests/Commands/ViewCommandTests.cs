using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

/// <summary>Looking into layers: <c>view</c>, <c>files</c>, <c>cat</c>, <c>diff</c>.</summary>
public sealed class ViewCommandTests
{
    private const string MakeTop = """
        mkdir -p top/etc; echo app > top/etc/app; ln -s app top/etc/link; touch top/.wh.hello.txt
        tar --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --mode=0644 -b1 -C top -cf top.tar .wh.hello.txt etc/app etc/link
        top=$(layerkit --quiet import top.tar --parent $(layerkit --quiet import base.tar))
        """;

    [Fact]
    public async Task A_view_shows_the_chain_until_it_is_unmounted()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = (await store.ShellAsync($"{MakeTop}; dir=$(layerkit view $top) && ls $dir && layerkit prune && layerkit umount $top && test ! -e $dir")).Succeeded();

        Assert.Equal("etc\n", run.Output);
    }

    [Fact]
    public async Task A_viewed_layer_is_not_removed()
    {
        await using TestStore store = await TestStore.CreateAsync();
        (await store.RunAsync("view", store.BaseId)).Succeeded();

        await Verify(store.Scrub(await store.RunAsync("rm", store.BaseId)));
    }

    [Fact]
    public async Task A_view_is_described_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.RunAsync("view", store.BaseId, "--json")));
    }

    [Fact]
    public async Task The_files_of_a_layer_are_a_table_with_its_whiteouts()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.ShellAsync($"{MakeTop}; layerkit files $top")));
    }

    [Fact]
    public async Task The_files_of_a_chain_are_an_array_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.ShellAsync($"{MakeTop}; layerkit files $top --all --json")));
    }

    [Fact]
    public async Task What_a_layer_changed_is_listed_and_an_array_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        await Verify(store.Scrub(await store.ShellAsync($"{MakeTop}; layerkit diff $top && layerkit diff $top {store.BaseId} --json")));
    }

    [Theory]
    [InlineData("/etc/app", "app\n", 0)]
    [InlineData("./etc//app", "app\n", 0)]
    [InlineData("hello.txt", "", ExitCodes.NotFound)]
    [InlineData("etc/link", "", ExitCodes.Failed)]
    public async Task A_file_is_written_without_mounting(string path, string content, int status)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"{MakeTop}; layerkit cat $top {path}");

        Assert.Equal((status, content), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_file_of_a_lower_layer_is_found_and_a_hard_link_followed()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string script = """
            mkdir d; echo shared > d/a; ln d/a d/b; tar --format=ustar -C d -cf d.tar a b; base=$(layerkit --quiet import d.tar)
            mkdir e; echo own > e/own; top=$(layerkit --quiet import e --parent $base); layerkit cat $top b && layerkit cat $top own
            """;

        Assert.Equal("shared\nown\n", (await store.ShellAsync(script)).Succeeded().Output);
    }
}
