namespace LayerKit.MSBuild.Packages;

/// <summary>A feed with the package as it was built, a package folder that nobody else sees, and the examples as somebody has them who got them without this repository.</summary>
public sealed class PackedFeed : IAsyncLifetime, IDisposable
{
    private readonly BuildSandbox _sandbox = new();

    /// <summary>The package's version.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The package with its path.</summary>
    public string Package { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await BuildSandbox.PackAsync(_sandbox, _sandbox["feed"]);
        Package = Directory.GetFiles(_sandbox["feed"], "LayerKit.MSBuild.*.nupkg").Single();
        Version = Path.GetFileNameWithoutExtension(Package)["LayerKit.MSBuild.".Length..];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _sandbox.Dispose();

    /// <summary>Puts examples, a feed and a package folder of their own into a sandbox.</summary>
    internal void Fill(BuildSandbox sandbox, params IEnumerable<string> examples)
    {
        sandbox.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{sandbox["packages"]}" /></config>
              <packageSources><clear /><add key="private" value="{sandbox["feed"]}" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(sandbox["feed"]);
        File.Copy(Package, sandbox[$"feed/{Path.GetFileName(Package)}"]);
        sandbox.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <ArtifactsPath>$(MSBuildThisFileDirectory)artifacts</ArtifactsPath>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="LayerKit.MSBuild" Version="{Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        foreach (string example in examples)
        {
            string from = $"{BuildSandbox.RepositoryRoot}examples/{example}";
            foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                sandbox.Write($"{example}/{Path.GetRelativePath(from, file)}", File.ReadAllText(file));
            }
        }
    }
}
