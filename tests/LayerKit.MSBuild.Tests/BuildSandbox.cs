using System.Diagnostics;
using System.Reflection;
using System.Security;

namespace LayerKit.MSBuild;

/// <summary>A directory with a generated project that imports the tasks as this repository built them, and real builds of it.</summary>
internal sealed class BuildSandbox : IDisposable
{
    private readonly TempRoot _root = new();

    public BuildSandbox(string directory = "project")
    {
        Directory = _root[directory];
        System.IO.Directory.CreateDirectory(Directory);
    }

    public static string RepositoryRoot => BuiltWith(nameof(RepositoryRoot));

    public static string Configuration => BuiltWith(nameof(Configuration));

    /// <summary>The project's directory.</summary>
    public string Directory { get; }

    public string Store => this["store"];

    /// <summary>What builds have in their environment beside what the tests have.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string this[string path] => Path.Combine(Directory, path);

    /// <summary>Writes a file with fixed mode, so that layers do not depend on the umask.</summary>
    public string Write(string path, string content)
    {
        string full = this[path];
        string parent = Path.GetDirectoryName(full)!;
        if (!System.IO.Directory.Exists(parent))
        {
            System.IO.Directory.CreateDirectory(parent);
            File.SetUnixFileMode(parent, (UnixFileMode)0b111_101_101);
        }

        File.WriteAllText(full, content);
        File.SetUnixFileMode(full, (UnixFileMode)0b110_100_100);
        return full;
    }

    /// <summary>Writes a tar with one file.</summary>
    public string WriteTar(string path, string content = "layer content\n")
    {
        using var files = new TempRoot();
        File.WriteAllText(files["file.txt"], content);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.Delete(this[path]);
        System.Formats.Tar.TarFile.CreateFromDirectory(files.Path, this[path], includeBaseDirectory: false);
        return this[path];
    }

    /// <summary>Writes a project without an SDK: as much MSBuild as the targets need, which builds in a fraction of a second.</summary>
    public void WriteProject(string body, string file = "app.proj") => Write(file, $"""
        <Project DefaultTargets="Build">
          <PropertyGroup>
            <LayerKitStorePath>{Escaped(Store)}</LayerKitStorePath>
          </PropertyGroup>
        {PropsImport}
        {body.Trim('\n')}
          <Target Name="Build" />
          <Target Name="CoreClean" />
        {TargetsImport}
        </Project>
        """);

    /// <summary>Writes a project of the .NET SDK, whose build and clean are Microsoft's.</summary>
    public void WriteSdkProject(string file, string body) => Write(file, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <LayerKitStorePath>{Escaped(Store)}</LayerKitStorePath>
          </PropertyGroup>
        {PropsImport}
        {body.Trim('\n')}
        {TargetsImport}
        </Project>
        """);

    /// <summary>The line that NuGet would generate for the package's props.</summary>
    public static string PropsImport => $"""
          <PropertyGroup><LayerKitTasksPath>{BuiltWith("TasksPath")}</LayerKitTasksPath></PropertyGroup>
          <Import Project="{RepositoryRoot}msbuild/LayerKit.MSBuild/build/LayerKit.MSBuild.props" />
        """;

    /// <summary>The line that NuGet would generate for the package's targets.</summary>
    public static string TargetsImport => $"""
          <Import Project="{RepositoryRoot}msbuild/LayerKit.MSBuild/build/LayerKit.MSBuild.targets" />
        """;

    /// <summary>Builds a project that has to build.</summary>
    public async Task<BuildOutcome> BuildAsync(params string[] arguments)
    {
        BuildOutcome outcome = await TryBuildAsync(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome;
    }

    public Task<BuildOutcome> TryBuildAsync(params string[] arguments) =>
        DotnetAsync(["msbuild", this["app.proj"], "-nologo", "-verbosity:detailed", "-terminalLogger:off", .. arguments]);

    /// <summary>Packs the package as it was built.</summary>
    public static async Task PackAsync(BuildSandbox sandbox, string output)
    {
        BuildOutcome outcome = await sandbox.DotnetAsync(
            "pack", $"{RepositoryRoot}msbuild/LayerKit.MSBuild", "--no-build", "--configuration", Configuration, "--output", output, "-nologo");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    /// <summary>Runs <c>dotnet</c> in the project's directory without what the test run's own build put into the environment.</summary>
    public Task<BuildOutcome> DotnetAsync(params IEnumerable<string> arguments) => RunAsync("dotnet", arguments);

    /// <summary>Runs a program like that.</summary>
    public async Task<BuildOutcome> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new BuildOutcome(process.ExitCode, output + await errors, Directory);
    }

    /// <summary>Starts a program like that.</summary>
    public Process Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfABuild).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Opens the store that builds made, as it says itself, with the plugins that the tasks have.</summary>
    public Task<LayerStore> OpenStoreAsync() => LayerStore.OpenAsync(new LayerStoreOptions(Store) { Drivers = KnownPlugins.CreateCatalog() });

    /// <summary>Turns over a bit of every payload that the store has.</summary>
    public void DamageContent()
    {
        foreach (string file in System.IO.Directory.GetFiles(Path.Combine(Store, "content", "objects"), "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(file);
            content[0] ^= 1;
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllBytes(file, content);
        }
    }

    /// <summary>The members of a tar, a line each: type, mode, owner, time, path and link.</summary>
    public string TarListing(string path)
    {
        using var reader = new System.Formats.Tar.TarReader(File.OpenRead(this[path]));
        var lines = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            string link = entry.LinkName.Length > 0 ? $" -> {entry.LinkName}" : "";
            lines.Add($"{entry.EntryType,-12} {Convert.ToString((int)entry.Mode, 8),4} {entry.Uid}:{entry.Gid} {entry.ModificationTime.ToUnixTimeSeconds()} {entry.Name}{link}");
        }

        return string.Join('\n', lines);
    }

    /// <summary>Every path in the store with size and time: equal before and after means that nothing was written.</summary>
    public string StoreListing() => Listing(Store);

    public static string Listing(string root) => string.Join('\n', new DirectoryInfo(root)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}")
        .Order(StringComparer.Ordinal));

    public void Dispose() => _root.Dispose();

    private static string Escaped(string path) => SecurityElement.Escape(path.Replace("%", "%25", StringComparison.Ordinal));

    private static bool IsOfABuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "LAYERKIT_STORE" or "SOURCE_DATE_EPOCH" or "ROOTFS" or "CI";

    private static string BuiltWith(string key) =>
        typeof(BuildSandbox).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
