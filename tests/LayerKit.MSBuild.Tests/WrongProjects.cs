using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace LayerKit.MSBuild;

/// <summary>Projects that are wrong or doubtful in one thing each, all built by one process, because most of a build's time is its start.</summary>
public sealed class WrongProjects : IAsyncLifetime, IDisposable
{
    private const string Unknown = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly BuildSandbox _sandbox = new();
    private BuildOutcome? _outcome;
    private BuildOutcome? _strict;

    /// <summary>Items of projects that do not build, by the name of their snapshot.</summary>
    public static Dictionary<string, string> Wrong { get; } = new()
    {
        ["LK4101_missing"] = """<LayerImport Include="nowhere.tar" />""",
        ["LK4101_every_one"] = """<LayerImport Include="nowhere.tar" /><LayerImport Include="a.tar" /><LayerImport Include="neither" />""",
        ["LK4102_no_tar"] = """<LayerImport Include="text.tar" />""",
        ["LK4102_kind"] = """<LayerImport Include="a.tar" Kind="layout" />""",
        ["LK4102_kind_of_another"] = """<LayerImport Include="dir" Kind="tar" />""",
        ["LK4103_name"] = """<LayerImport Include="a.tar" Name="os" /><LayerImport Include="b.tar" Name="os" />""",
        ["LK4103_path"] = """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="a" /><LayerExport Include="./x.tar" Layer="a" />""",
        ["LK4104_parent"] = """<LayerImport Include="a.tar" Parent="@os" />""",
        ["LK4104_cycle"] = """<LayerImport Include="a.tar" Parent="@b" /><LayerImport Include="b.tar" />""",
        ["LK4104_export"] = """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="os" />""",
        ["LK4105_parent"] = """<LayerImport Include="a.tar" Parent="os" />""",
        ["LK4105_target_path"] = """<LayerImport Include="dir" TargetPath="../etc" />""",
        ["LK4105_target_path_of_a_tar"] = """<LayerImport Include="a.tar" TargetPath="etc" />""",
        ["LK4105_hash"] = """<LayerImport Include="a.tar" Hash="sha256:12" />""",
        ["LK4105_no_layer"] = """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Format="layer-tar" />""",
        ["LK4105_owner"] = """<LayerImport Include="dir" Owner="root" />""",
        ["LK4105_mode"] = """<LayerImport Include="dir" Mode="rw-r--r--" />""",
        ["LK4105_symlinks"] = """<LayerImport Include="dir" Symlinks="follow" />""",
        ["LK4105_mtime"] = """<LayerImport Include="dir" Mtime="now" />""",
        ["LK4105_whiteout"] = """<LayerImport Include="dir" Whiteout="etc;/var" />""",
        ["LK4105_split_rule"] = """<LayerImport Include="dir" /><LayerSplitRule Include="models" Match="models/**" Order="last" />""",
        ["LK4105_compression"] = """<LayerImport Include="dir" /><LayerExport Include="x.tar" Compression="lzma" />""",
        ["LK4105_platform"] = """<LayerImport Include="dir" /><LayerExport Include="x.tar" Platform="arm64" />""",
        ["LK4105_store"] = """<LayerImport Include="dir" /><LayerStore Include="ci" Path="ci" />""",
        ["LK4202_link"] = """<LayerImport Include="file" Link="../file" />""",
        ["LK4203_pipe"] = """<LayerImport Include="special" />""",
        ["LK4204_out_of_the_directory"] = """<LayerImport Include="links" ExcludeFiles="host" />""",
        ["LK4204_of_this_machine"] = """<LayerImport Include="links/host" TargetPath="etc" />""",
        ["LK4204_none_wanted"] = """<LayerImport Include="links" Symlinks="error" />""",
        ["LK4205_twice"] = """<LayerImport Include="file;dir/file" TargetPath="etc" />""",
        ["LK4206_case"] = """<LayerImport Include="case" />""",
        ["LK4104_empty_chain"] = """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Chain="other" />""",
        ["LK4401_format"] = """<LayerImport Include="a.tar" /><LayerExport Include="x.tar" Layer="a" Format="rar" />""",
        ["LK4406_below_a_file"] = """<LayerImport Include="a.tar" /><LayerExport Include="file/x.tar" Layer="a" />""",
        ["LK0001_parent"] = $"""<LayerImport Include="a.tar" Parent="{Unknown}" />""",
        ["LK0001_export"] = $"""<LayerExport Include="x.tar" Layer="{Unknown}" />""",
        ["LK0102_hash"] = $"""<LayerImport Include="a.tar" Hash="{Unknown}" />""",
        ["LK4105_split"] = """<LayerImport Include="dir" Split="packages" />""",
        ["LK0201_truncated"] = """<LayerImport Include="truncated.tar" />""",
        ["LK0202_outside"] = """<LayerImport Include="outside.tar" />""",
        ["LK0204_truncated"] = """<LayerImport Include="truncated.tar.gz" />""",
        ["LK4402_platform"] = """<LayerImport Include="dir" /><LayerExport Include="x.tar" Platform="linux/arm64" />""",
        ["LK6002_tag"] = """<LayerImport Include="dir" /><LayerExport Include="x.tar" Tag="Shop:1.0" />""",
        ["LK6003_format"] = """<LayerImport Include="dir" /><LayerExport Include="x.tar" Format="docker-archive" Compression="zstd" />""",
        ["LK6004_layout"] = """<LayerImport Include="dir" /><LayerExport Include="dir" Format="oci-layout" />""",
    };

    /// <summary>Items of projects that build with a warning.</summary>
    public static Dictionary<string, string> Doubtful { get; } = new()
    {
        ["LK5001_times"] = """<LayerImport Include="dir" Mtime="keep" />""",
        ["LK5002_modes"] = """<LayerImport Include="dir" Mode="4755" />""",
        ["LK5002_kept_modes"] = """<LayerImport Include="loose" Mode="keep" />""",
        ["LK5003_large"] = """<LayerImport Include="dir" />""",
        ["LK5004_secrets"] = """<LayerImport Include="secrets" TargetPath="app" />""",
    };

    public async Task InitializeAsync()
    {
        _sandbox.WriteTar("a.tar", "a");
        _sandbox.WriteTar("b.tar", "b");
        _sandbox.Write("text.tar", "This is no tar.\n");
        WriteDamagedTars();
        _sandbox.Write("dir/file", "content\n");
        _sandbox.Write("file", "content\n");
        _sandbox.Write("links/file", "content\n");
        _sandbox.Write("case/Readme", "content\n");
        _sandbox.Write("case/README", "content\n");
        _sandbox.Write("secrets/.env", "PASSWORD=x\n");
        _sandbox.Write("secrets/keys/server.pfx", "x\n");
        File.SetUnixFileMode(_sandbox.Write("loose/file", "x\n"), (UnixFileMode)0b110_110_110);
        File.CreateSymbolicLink(_sandbox["links/out"], "../../../secret");
        File.CreateSymbolicLink(_sandbox["links/host"], "/etc/hostname");
        await Process.Start("mkfifo", Directory.CreateDirectory(_sandbox["special"]).FullName + "/pipe").WaitForExitAsync();

        foreach ((string name, string items) in Wrong.Concat(Doubtful))
        {
            int limit = name == "LK5003_large" ? 7 : 1000;
            _sandbox.WriteProject($"""
                  <PropertyGroup>
                    <IntermediateOutputPath>obj/{name}/</IntermediateOutputPath>
                    <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
                    <LayerKitLargeLayer>{limit}</LayerKitLargeLayer>
                  </PropertyGroup>
                  <ItemGroup>{items}</ItemGroup>
                """, $"{name}.proj");
        }

        _sandbox.Write("app.proj", """
            <Project>
              <Target Name="Build"><MSBuild Projects="LK*.proj" ContinueOnError="true" /></Target>
            </Project>
            """.Replace("LK*.proj", string.Join(';', Wrong.Concat(Doubtful).Select(project => $"{project.Key}.proj")), StringComparison.Ordinal));
        _strict = await _sandbox.TryBuildAsync("-property:LayerKitStrict=true");
        _outcome = await _sandbox.TryBuildAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _sandbox.Dispose();

    /// <summary>A project's error lines.</summary>
    internal string Errors(string name) => Of(_outcome!.Errors, name);

    /// <summary>A project's error lines when warnings are errors.</summary>
    internal string StrictErrors(string name) => Of(_strict!.Errors, name);

    /// <summary>A project's warning lines.</summary>
    internal string Warnings(string name) => Of(_outcome!.Warnings, name);

    private void WriteDamagedTars()
    {
        byte[] tar = File.ReadAllBytes(_sandbox["a.tar"]);
        File.WriteAllBytes(_sandbox["truncated.tar"], tar[..520]);
        using (var outside = new TarWriter(File.Create(_sandbox["outside.tar"])))
        {
            outside.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "../outside"));
        }

        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar);
        }

        File.WriteAllBytes(_sandbox["truncated.tar.gz"], packed.ToArray()[..^20]);
    }

    private static string Of(string lines, string name) =>
        string.Join('\n', lines.Split('\n').Where(line => line.Contains($"{name}.proj :", StringComparison.Ordinal)).Select(line => line.Replace($"{name}.proj", "app.proj", StringComparison.Ordinal)));
}
