using System.Reflection;
using System.Text.Json.Nodes;

namespace LayerKit.RealInputs.Tests.Images;

/// <summary>An image that a project's build ends with: a self-contained app on a Debian root file system.</summary>
[Trait("Suite", "Long")]
public sealed class BuiltImageTests : IDisposable
{
    private readonly TempRoot _root = new("/dev/shm");
    private readonly DockerDaemon _docker = new();

    public void Dispose()
    {
        _docker.Dispose();
        _root.Dispose();
    }

    [Fact]
    public void Docker_runs_what_a_build_made_and_skopeo_and_umoci_read_it()
    {
        File.WriteAllText(_root["Program.cs"], "Console.WriteLine($\"{Environment.GetEnvironmentVariable(\"GREETING\")} from {Environment.CurrentDirectory} as {Environment.UserName}\");\n");
        File.WriteAllText(_root["hello.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization><SelfContained>true</SelfContained><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <LayerKitTasksPath>{BuiltWith("TasksPath")}</LayerKitTasksPath>
                <LayerKitStorePath>store</LayerKitStorePath>
                <LayerKitContainerMode>image</LayerKitContainerMode>
                <ContainerUser>nobody</ContainerUser>
              </PropertyGroup>
              <Import Project="{BuiltWith("PackageSource")}LayerKit.MSBuild.props" />
              <ItemGroup>
                <LayerImport Include="{RealInput.Path("base.tar")}" Name="os" />
                <ContainerEnvironmentVariable Include="GREETING" Value="hello" />
              </ItemGroup>
              <Import Project="{BuiltWith("PackageSource")}LayerKit.MSBuild.targets" />
            </Project>
            """);

        JsonNode built = JsonNode.Parse(Shell.Run("MSBUILDDISABLENODEREUSE=1 dotnet build $1 -nologo -verbosity:quiet -target:Build -getItem:LayerImported,LayerExported", _root.Path))!["Items"]!;

        Assert.Equal(["os", "app-runtime", "app"], built["LayerImported"]!.AsArray().Select(layer => $"{layer!["Name"]}"));
        JsonNode image = Assert.Single(built["LayerExported"]!.AsArray())!;
        string tar = $"{image["Path"]}";
        Assert.Equal("Loaded image: hello:latest\n", _docker.Run("load", "--quiet", "--input", tar));
        Assert.Equal("hello from /app as nobody\n", _docker.Run("run", "--rm", "--network", "none", "hello"));
        Assert.Equal($"{image["ConfigDigest"]}\n", _docker.Run("image", "inspect", "--format", "{{.Id}}", "hello"));

        Assert.Equal($"{image["Digest"]}\n", Shell.Run("skopeo inspect --format '{{.Digest}}' oci-archive:$1", tar));
        Shell.Run("skopeo copy docker-archive:$1 dir:$2 && skopeo copy oci-archive:$1 oci:$3:hello && umoci unpack --image $3:hello $4", tar, _root["docker"], _root["oci"], _root["bundle"]);
        string container = _docker.Run("create", "--network", "none", "hello").Trim();
        _docker.Run("cp", $"{container}:/app", _root["app"]);
        Assert.Equal(Tree.Describe(_root["app"]), Tree.Describe(Path.Combine(_root["bundle"], "rootfs", "app")));
    }

    private static string BuiltWith(string key) =>
        typeof(BuiltImageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
