namespace LayerKit.Generators.Tests.Packages;

/// <summary>A feed with LayerKit's packages and a third party's, a place for projects that use them, and a package folder that nobody else sees.</summary>
public sealed class PackageFeed : IAsyncLifetime, IDisposable
{
    private readonly TempRoot _root = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    /// <summary>The version of LayerKit's packages.</summary>
    public string Version { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_root["feed"]);
        await File.WriteAllTextAsync(_root["nuget.config"], $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_root["packages"]}" /></config>
              <fallbackPackageFolders><add key="shared" value="{Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Home(".nuget/packages")}" /></fallbackPackageFolders>
              <packageSources><add key="private" value="{_root["feed"]}" /></packageSources>
            </configuration>
            """);
        foreach (string project in new[] { "LayerKit.Abstractions", "LayerKit.TarSplit", "LayerKit" })
        {
            await Dotnet.RunAsync(Dotnet.Repository, "pack", $"src/{project}", "-o", _root["feed"], "-c", "Release", "-m:1", $"-p:ArtifactsPath={_root["artifacts"]}");
        }

        string package = Directory.EnumerateFiles(_root["feed"], "LayerKit.Abstractions.*.nupkg").Single();
        Version = Path.GetFileNameWithoutExtension(package)["LayerKit.Abstractions.".Length..];
        await Dotnet.RunAsync(Project("ZipDir", Plugin, "CustomDriver"), "pack", "-o", _root["feed"], "-c", "Release", "-m:1");
        Project("LineRecords", Plugin, "CustomMetadataStore");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _root.Dispose();

    /// <summary>A host of the project LineRecords and the package of ZipDir, with what else it should have.</summary>
    public string Host(string name, string properties = "", params (string File, string Source)[] more)
    {
        string directory = Project(name, $"""
            <PropertyGroup><OutputType>Exe</OutputType><PublishAot>true</PublishAot>{properties}</PropertyGroup>
            <ItemGroup>
              <PackageReference Include="LayerKit" Version="{Version}" />
              <PackageReference Include="Acme.LayerKit.ZipDir" Version="1.0.0-beta" />
              <ProjectReference Include="../LineRecords/LineRecords.csproj" />
            </ItemGroup>
            """, "PluginHost");
        foreach ((string file, string source) in more)
        {
            File.WriteAllText(Path.Combine(directory, file), source);
        }

        return directory;
    }

    /// <summary>A project with the sources of an example.</summary>
    public string Project(string name, string content, string? example = null)
    {
        string directory = Directory.CreateDirectory(_root[name]).FullName;
        File.WriteAllText(Path.Combine(directory, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors><InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              {content.Replace("$(LayerKitVersion)", Version, StringComparison.Ordinal)}
            </Project>
            """);
        foreach (string source in example is null ? [] : Directory.EnumerateFiles(Path.Combine(Dotnet.Repository, "examples", example), "*.cs"))
        {
            File.Copy(source, Path.Combine(directory, Path.GetFileName(source)));
        }

        return directory;
    }

    private const string Plugin = """
        <PropertyGroup>
          <PackageId>Acme.LayerKit.$(MSBuildProjectName)</PackageId><Version>1.0.0-beta</Version><RootNamespace>Acme.$(MSBuildProjectName)</RootNamespace><IsAotCompatible>true</IsAotCompatible>
        </PropertyGroup>
        <ItemGroup>
          <PackageReference Include="LayerKit.Abstractions" Version="$(LayerKitVersion)" />
          <Using Include="LayerKit.Drivers;LayerKit.Errors;LayerKit.Identity;LayerKit.Metadata;LayerKit.Registration" />
          <Using Include="System.Globalization;System.IO.Compression;System.Text" />
        </ItemGroup>
        """;

    private static string Home(string path) => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path);
}
