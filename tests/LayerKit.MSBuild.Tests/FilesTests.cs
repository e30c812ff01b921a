namespace LayerKit.MSBuild;

/// <summary>Layers of directories and of files: what they contain is what the project says, and nothing about the machine.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    public FilesTests()
    {
        _sandbox.Write("fonts/a.ttf", "a\n");
        _sandbox.Write("fonts/sub/b.ttf", "b\n");
        _sandbox.Write("fonts/sub/notes.txt", "notes\n");
        _sandbox.Write("conf/app.json", "{}\n");
        _sandbox.Write("bin/run", "#!/bin/sh\n");
        _sandbox.Write("bin/tool", "tool\n");
        File.SetUnixFileMode(_sandbox["bin/run"], (UnixFileMode)0b111_000_000);
        File.CreateSymbolicLink(_sandbox["bin/current"], "tool");
        File.CreateSymbolicLink(_sandbox["bin/sh"], "/bin/sh");
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("directory", """<LayerImport Include="bin" Name="it" TargetPath="opt/agent" Owner="998:997" />""")]
    [InlineData("directory_with_modes", """<LayerImport Include="bin" Name="it" Mode="0640" DirMode="0750" Executable="tool" Symlinks="follow-inside" />""")]
    [InlineData("directory_as_it_is", """<LayerImport Include="bin" Name="it" Mode="keep" ExcludeFiles="sh" />""")]
    [InlineData("glob", """<LayerImport Include="fonts/**" Name="it" TargetPath="usr/share/fonts" Exclude="fonts/a.ttf" ExcludeFiles="*.txt" />""")]
    [InlineData("files_with_links", """<LayerImport Include="conf/app.json" Name="it" Link="etc/app/settings.json" /><LayerImport Include="fonts/a.ttf" Name="it" Link="etc/app/a.ttf" />""")]
    [InlineData("whiteouts", """<LayerImport Include="conf" Name="it" TargetPath="etc" Whiteout="usr/share/doc;var/cache/apt" Opaque="etc/apt" />""")]
    [InlineData("nothing_but_whiteouts", """<LayerImport Include="cleanup" Kind="empty" Name="it" Whiteout="usr/share/doc" />""")]
    [InlineData("a_tar_as_a_file", """<LayerImport Include="data.tar" Kind="files" Name="it" TargetPath="srv" />""")]
    public async Task An_item_says_what_is_in_its_layer(string name, string items)
    {
        _sandbox.WriteTar("data.tar");

        string listing = await ImportedAsync(items, "it");

        var settings = new VerifySettings();
        settings.UseMethodName(name);
        await Verify(listing, settings);
    }

    [Fact]
    public async Task Files_of_two_globs_are_two_layers_unless_they_say_the_same()
    {
        _sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="fonts/**" TargetPath="usr/share/fonts" />
                <LayerImport Include="conf/*.json;bin/tool" TargetPath="etc" />
              </ItemGroup>
            """);

        BuildOutcome outcome = await _sandbox.BuildAsync("-target:Build", "-getItem:LayerImported");

        Assert.Equal(["fonts", "etc"], outcome.Items("LayerImported").Select(item => item["Name"]));
    }

    [Fact]
    public async Task What_a_build_writes_into_a_directory_is_no_part_of_its_layer()
    {
        string first = await ImportedAsync("""<LayerImport Include="conf" Name="it" /><LayerExport Include="conf/image.oci" /><LayerExport Include="conf/image.tar" />""", "it");
        await _sandbox.BuildAsync();
        BuildOutcome third = await _sandbox.BuildAsync();

        Assert.True(third.Skipped("_LayerKitRegister") && third.Skipped("_LayerKitWriteExports"), third.Output);
        Assert.Equal("RegularFile   644 0:0 0 app.json", first);
    }

    [Theory]
    [InlineData("clamp", 86400, 86400)]
    [InlineData("clamp", 4000000000, 1000000000)]
    [InlineData("keep", 86400, 1000000000)]
    [InlineData("epoch", 86400, 86400)]
    public async Task Times_are_the_epoch_the_files_or_the_earlier_of_both(string mtime, long epoch, long expected)
    {
        File.SetLastWriteTimeUtc(_sandbox["conf/app.json"], DateTimeOffset.FromUnixTimeSeconds(1000000000).UtcDateTime);

        string listing = await ImportedAsync($"""<LayerImport Include="conf" Name="it" Mtime="{mtime}" />""", "it", $"-property:SOURCE_DATE_EPOCH={epoch}");

        Assert.Equal($"RegularFile   644 0:0 {expected} app.json", listing);
    }

    [Fact]
    public async Task Another_clone_with_another_umask_order_locale_and_time_zone_has_the_same_layers()
    {
        string here = await DiffIdsAsync(_sandbox, []);
        using var other = new BuildSandbox("elsewhere/ÄÖ");
        foreach (string path in new[] { "conf/app.json", "bin/tool", "bin/run", "fonts/sub/notes.txt", "fonts/sub/b.ttf", "fonts/a.ttf" })
        {
            File.SetUnixFileMode(other.Write(path, await File.ReadAllTextAsync(_sandbox[path])), (UnixFileMode)(path == "bin/run" ? 0b111_111_111 : 0b110_000_000));
        }

        File.CreateSymbolicLink(other["bin/sh"], "/bin/sh");
        File.CreateSymbolicLink(other["bin/current"], "tool");
        File.SetUnixFileMode(other["fonts"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        string there = await DiffIdsAsync(other, [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8")]);

        Assert.Equal(here, there);
    }

    private static async Task<string> DiffIdsAsync(BuildSandbox sandbox, (string, string)[] environment)
    {
        sandbox.WriteProject("""
              <ItemGroup>
                <LayerImport Include="fonts/**" TargetPath="usr/share/fonts" />
                <LayerImport Include="conf" />
                <LayerImport Include="bin" TargetPath="opt" />
              </ItemGroup>
            """);
        foreach ((string name, string value) in environment)
        {
            sandbox.Environment[name] = value;
        }

        BuildOutcome outcome = await sandbox.BuildAsync("-target:Build", "-getItem:LayerImported");
        return string.Join('\n', outcome.Items("LayerImported").Select(item => item["ChainId"]));
    }

    private async Task<string> ImportedAsync(string items, string layer, params string[] arguments)
    {
        _sandbox.WriteProject($"""<ItemGroup>{items}<LayerExport Include="out.tar" Layer="{layer}" /></ItemGroup>""");
        await _sandbox.BuildAsync(arguments);
        return _sandbox.TarListing("out.tar");
    }
}
