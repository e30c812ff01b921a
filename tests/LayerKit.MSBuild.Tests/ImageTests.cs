using System.Formats.Tar;
using System.Text.Json;

namespace LayerKit.MSBuild;

/// <summary>Exports of whole images, with what a project says for the SDK's own container publish.</summary>
public sealed class ImageTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly BuildSandbox _sandbox = new();

    public ImageTests()
    {
        _sandbox.WriteTar("os.tar", "os");
        _sandbox.Write("site/index.html", "hello\n");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_image_says_what_the_projects_container_properties_say()
    {
        WriteProject("""<LayerExport Include="out/image.tar" />""", """
              <PropertyGroup>
                <ContainerRepository>shop/web</ContainerRepository>
                <ContainerImageTags>1.4;latest</ContainerImageTags>
                <ContainerUser>1654</ContainerUser>
                <ContainerWorkingDirectory>/srv</ContainerWorkingDirectory>
                <RuntimeIdentifier>linux-musl-arm64</RuntimeIdentifier>
              </PropertyGroup>
              <ItemGroup>
                <ContainerEnvironmentVariable Include="GREETING" Value="a = b" />
                <ContainerPort Include="8080" Type="tcp" />
                <ContainerPort Include="53" Type="UDP" />
                <ContainerLabel Include="vendor" Value="Acme" />
                <ContainerEntrypoint Include="/bin/serve" />
                <ContainerAppCommand Include="--root;/srv" />
                <ContainerDefaultArgs Include="--verbose" />
              </ItemGroup>
            """);

        BuildOutcome outcome = await _sandbox.BuildAsync("-target:Build", "-getItem:LayerExported");

        SortedDictionary<string, string> item = Assert.Single(outcome.Items("LayerExported"));
        Assert.True(item.Remove("Size")); // The tar has the time of its making, and compresses accordingly.
        using var manifest = JsonDocument.Parse(Member("out/image.tar", "manifest.json"));
        JsonElement docker = manifest.RootElement[0];
        using var config = JsonDocument.Parse(Member("out/image.tar", docker.GetProperty("Config").GetString()!));
        string text = JsonSerializer.Serialize(new { Item = item, Tags = docker.GetProperty("RepoTags"), Config = config.RootElement }, Indented);
        await Verify(outcome.Scrubbed(text));
    }

    [Theory]
    [InlineData("image.tar", "", "dual-archive")]
    [InlineData("image.tar", """Format="docker-archive" """, "docker-archive")]
    [InlineData("image.tar", """Format="oci-archive" Compression="zstd:3" """, "oci-archive")]
    [InlineData("image", "", "oci-layout")]
    public async Task A_second_build_writes_nothing_and_a_deleted_image_comes_back_the_same(string path, string metadata, string format)
    {
        WriteProject($"""<LayerExport Include="out/{path}" {metadata} />""");
        string first = (await ExportedAsync())["Digest"];
        string before = BuildSandbox.Listing(_sandbox["out"]) + _sandbox.StoreListing();

        BuildOutcome second = await _sandbox.BuildAsync();
        Assert.True(second.Skipped("_LayerKitRegister") && second.Skipped("_LayerKitWriteExports"), second.Output);
        Assert.Equal(before, BuildSandbox.Listing(_sandbox["out"]) + _sandbox.StoreListing());

        Directory.Delete(_sandbox["out"], recursive: true);
        SortedDictionary<string, string> third = await ExportedAsync();
        Assert.Equal((first, format, "true"), (third["Digest"], third["Format"], third["Written"]));
    }

    [Fact]
    public async Task A_changed_file_replaces_the_blob_of_its_layer_and_leaves_the_others()
    {
        WriteProject("""<LayerExport Include="out" Format="oci-layout" />""");
        string[] before = (await ExportedAsync())["LayerDigests"].Split(';');
        Dictionary<string, DateTime> written = Blobs();

        _sandbox.Write("site/index.html", "Hello\n");
        string[] after = (await ExportedAsync())["LayerDigests"].Split(';');

        Assert.Equal(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
        Assert.Equal(written[before[0]], Blobs()[after[0]]);
    }

    [Theory]
    [InlineData("""<PropertyGroup><ContainerUser>1654</ContainerUser></PropertyGroup>""")]
    [InlineData("""<PropertyGroup><ContainerImageTag>2.0</ContainerImageTag></PropertyGroup>""")]
    [InlineData("""<ItemGroup><ContainerLabel Include="a" Value="b" /></ItemGroup>""")]
    public async Task A_changed_property_is_another_image_of_the_same_layers(string change)
    {
        WriteProject("""<LayerExport Include="out/image.tar" />""");
        await _sandbox.BuildAsync();
        byte[] before = await File.ReadAllBytesAsync(_sandbox["out/image.tar"]);

        WriteProject("""<LayerExport Include="out/image.tar" />""", change);
        BuildOutcome outcome = await _sandbox.BuildAsync();

        Assert.True(outcome.Skipped("_LayerKitRegister"), outcome.Output);
        Assert.NotEqual(before, await File.ReadAllBytesAsync(_sandbox["out/image.tar"]));
    }

    private void WriteProject(string export, string body = "") => _sandbox.WriteProject($"""
        {body}
          <ItemGroup>
            <LayerImport Include="os.tar" />
            <LayerImport Include="site" TargetPath="srv" History="the site" />
            {export}
          </ItemGroup>
        """);

    private async Task<SortedDictionary<string, string>> ExportedAsync() =>
        Assert.Single((await _sandbox.BuildAsync("-target:Build", "-getItem:LayerExported")).Items("LayerExported"));

    private Dictionary<string, DateTime> Blobs() => new DirectoryInfo(_sandbox["out/blobs/sha256"]).GetFiles().ToDictionary(file => $"sha256:{file.Name}", file => file.LastWriteTimeUtc);

    private string Member(string tar, string name)
    {
        using var reader = new TarReader(File.OpenRead(_sandbox[tar]));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name == name)
            {
                using var text = new StreamReader(entry.DataStream!);
                return text.ReadToEnd();
            }
        }

        throw new FileNotFoundException(name);
    }
}
