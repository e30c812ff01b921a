using LayerKit.Cli.Tests.Running;

namespace LayerKit.Cli.Tests.Commands;

public sealed class ImageSaveCommandTests
{
    [Fact]
    public async Task Save_describes_the_image_in_JSON()
    {
        await using TestStore store = await TestStore.CreateAsync();

        string[] config = ["--entrypoint", "/bin/app", "--cmd", "-x", "--cmd", "--y=1", "--env", "A=b=c", "--label", "l=v", "--port", "80", "--user", "1:2", "--workdir", "/"];
        CommandRun run = await store.RunAsync(
            ["image", "save", store.BaseId, "-o", store["out.tar"], "-t", "web", "--tag", "web:1", "--compression", "none", "--platform", "linux/arm64", "--json", .. config]);

        await Verify(store.Scrub(run));
    }

    [Theory]
    [InlineData("dual", "blobs/ blobs/sha256/ index.json manifest.json oci-layout")]
    [InlineData("oci", "blobs/ blobs/sha256/ index.json oci-layout")]
    [InlineData("docker", "manifest.json")]
    public async Task Each_format_is_its_own_archive(string format, string members)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync(
            $"layerkit image save {store.BaseId} -o out.tar --format {format} && tar -tf out.tar | grep -vE '[0-9a-f]{{64}}' | xargs");

        Assert.EndsWith($"\n{members}\n", run.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_time_zone_nor_locale_nor_mask_nor_place_changes_a_byte()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync(
            """
            save='image save $(layerkit import hello.tar --parent $(layerkit import base.tar)) -t web --label a=ü --cmd /hello -o'
            tar -cf hello.tar hello.txt
            eval layerkit $save one.tar
            export LAYERKIT_ROOT=$PWD/other
            (umask 077; TZ=Asia/Tokyo LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 eval layerkit $save two.tar)
            cmp one.tar two.tar
            """);

        run.Succeeded();
    }

    [Fact]
    public async Task Several_chains_go_on_top_of_each_other_and_what_they_share_is_there_once()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string top = await store.ImportAsync(Tar.Create(store.Directory, "top.tar", "top", "top"), "--parent", store.BaseId);
        string other = await store.ImportAsync(Tar.Create(store.Directory, "other.tar", "other", "other"));

        CommandRun run = await store.RunAsync("image", "save", store.BaseId, top, other, "-o", store["out.tar"], "--json");

        Assert.Equal([store.BaseId, top, other], run.Succeeded().Json["layers"]!.AsArray().Select(layer => $"{layer!["chainId"]}"));
    }

    [Fact]
    public async Task A_root_that_may_only_be_read_is_enough()
    {
        await using TestStore store = await TestStore.CreateAsync();
        string before = await store.StateAsync();

        CommandRun run = await store.RunAsync("--read-only", "image", "save", store.BaseId, "-o", store["out.tar"]);

        run.Succeeded();
        Assert.Equal(before, await store.StateAsync());
    }

    [Fact]
    public async Task A_layout_gets_one_image_after_the_other()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync(
            $"save() {{ layerkit image save {store.BaseId} --format oci-dir -o layout --quiet \"$@\"; }}; save -t a; save -t b --cmd /x; save -t b --cmd /x --json | grep existed; grep -o 'ref.name[^}}]*' layout/index.json");

        Assert.EndsWith("  \"existed\": true,\nref.name\":\"a\"\nref.name\":\"b\"\n", run.Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1770000000", "2026-02-02T02:40:00Z")]
    [InlineData("", "1970-01-01T00:00:00Z")]
    public async Task The_date_is_that_of_the_sources(string epoch, string created)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"SOURCE_DATE_EPOCH={epoch} layerkit image save {store.BaseId} -o out.tar --format docker && tar -xOf out.tar --wildcards '*.json'");

        Assert.Contains($"{{\"created\":\"{created}\"", run.Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image save $REF", "Option '--output' is required; see 'layerkit image save --help'")]
    [InlineData("image save -o out.tar", "Required argument 'REF' missing for command: 'save'; see 'layerkit image save --help'")]
    [InlineData("image save $REF -o out.tar --format tar", "'tar' is no format: expected dual, docker, oci or oci-dir; see 'layerkit image save --help'")]
    [InlineData("image save $REF -o out.tar --compression xz", "'xz' is no compression: expected none, gzip, gzip:1 to gzip:9, zstd, or zstd:1 to zstd:22; see 'layerkit image save --help'")]
    [InlineData("image save $REF -o out.tar --platform arm64", "'arm64' is no platform: expected OS/ARCHITECTURE, such as linux/arm64; see 'layerkit image save --help'")]
    [InlineData("image save $REF -o out.tar --label x", "'x' is no label: expected NAME=VALUE; see 'layerkit image save --help'")]
    [InlineData("image sav", "unknown command or option 'sav'; see 'layerkit image --help'")]
    public async Task A_mistake_in_the_command_line_is_told(string arguments, string message)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"REF={store.BaseId}; layerkit {arguments}");

        Assert.Equal((ExitCodes.Usage, $"layerkit: {message}\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_date_that_is_none_is_told()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"SOURCE_DATE_EPOCH=now layerkit image save {store.BaseId} -o out.tar");

        Assert.Equal((ExitCodes.Usage, "layerkit: SOURCE_DATE_EPOCH is 'now', expected whole seconds since 1970\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("-t Web", "LK6002: cannot name an image 'Web': it is not [HOST[:PORT]/]PATH[:TAG] with a path in lower case; use a name such as shop/web:1.4")]
    [InlineData("--env x", "LK6001: cannot write the image: environment is 'x', expected NAME=VALUE")]
    [InlineData("--compression zstd", "LK6003: cannot write image {directory}/out.tar: docker before version 23 reads no zstd; compress with gzip, or write an OCI layout or OCI archive")]
    public async Task What_no_image_can_be_is_a_usage_error(string options, string message)
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.ShellAsync($"layerkit image save {store.BaseId} -o out.tar {options}");

        Assert.Equal((ExitCodes.Usage, message.Replace("{directory}", store.Directory, StringComparison.Ordinal) + "\n"), (run.ExitCode, run.Error));
        Assert.False(File.Exists(store["out.tar"]));
    }

    [Theory]
    [InlineData("dual")]
    [InlineData("oci-dir")]
    public async Task A_full_disk_leaves_no_part_of_the_image(string format)
    {
        await using TestStore store = await TestStore.CreateAsync();
        using Tmpfs full = new();
        string big = await store.ImportAsync(Tar.Create(store.Directory, "big.tar", "big", new string('x', 2 << 20)));

        string output = Path.Combine(full.Path, "out");
        CommandRun run = await store.RunAsync("image", "save", big, "-o", output, "--format", format, "--compression", "none");

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.StartsWith($"LK6005: cannot write image {output}: No space left on device", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(full.Path, "*.part", SearchOption.AllDirectories));
        Assert.False(File.Exists(output) || File.Exists(Path.Combine(output, "index.json")));
    }

    [Fact]
    public async Task A_device_is_not_replaced_by_an_image()
    {
        await using TestStore store = await TestStore.CreateAsync();

        CommandRun run = await store.RunAsync("image", "save", store.BaseId, "-o", "/dev/null");

        Assert.Equal((ExitCodes.Failed, "layerkit: cannot write /dev/null: it is a device; redirect standard output instead\n"), (run.ExitCode, run.Error));
    }
}
