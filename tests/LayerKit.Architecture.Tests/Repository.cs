using System.Runtime.CompilerServices;

namespace LayerKit.Architecture.Tests;

/// <summary>The checkout these tests were compiled from.</summary>
internal static class Repository
{
    private static readonly string[] CodeFolders = ["src/", "generators/", "msbuild/", "tests/", "examples/"];
    private static readonly HashSet<string> BuildOutput = new(StringComparer.Ordinal) { ".git", "artifacts", "bin", "obj", ".vs", ".vscode", "TestResults" };
    private static readonly HashSet<string> TextExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "", ".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".txt", ".sh", ".editorconfig", ".gitattributes", ".gitignore", ".xml", ".yml",
    };

    /// <summary>Absolute path of the root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All files that are not build output, relative to the root, with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    /// <summary>All C# files of the folders that hold code.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files.Where(file => IsCode(file) && file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => new SourceFile(file, Read(file)))];

    /// <summary>All project files, and the props and targets that add to them.</summary>
    public static IReadOnlyList<ProjectFile> ProjectFiles { get; } =
        [.. Files.Where(file => Path.GetExtension(file) is ".csproj" or ".props" or ".targets").Select(file => new ProjectFile(file, Read(file)))];

    /// <summary>The projects among them; what lies inside another project's folder is an asset of that project.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. ProjectFiles.Where(IsProject)];

    /// <summary>Files that a person reads as text.</summary>
    public static IEnumerable<string> TextFiles => Files.Where(file => TextExtensions.Contains(Path.GetExtension(file)));

    /// <summary>The Markdown documents.</summary>
    public static IEnumerable<string> Documents => Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static bool IsCode(string file) => CodeFolders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsProject(ProjectFile file) =>
        file.IsProject && !ProjectFiles.Any(other => other.IsProject && other != file && file.Path.StartsWith(other.Directory + "/", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string directory)
    {
        IEnumerable<string> here = Directory.EnumerateFiles(directory).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        IEnumerable<string> below = Directory.EnumerateDirectories(directory).Where(child => !BuildOutput.Contains(Path.GetFileName(child))).SelectMany(Walk);
        return here.Where(file => file != ".git" && !file.EndsWith(".received.txt", StringComparison.Ordinal)).Concat(below);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        string? directory = Path.GetDirectoryName(here);
        while (directory is not null && !File.Exists(Path.Combine(directory, "LayerKit.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new DirectoryNotFoundException($"no LayerKit.sln above {here}; do these tests run where they were compiled?");
    }
}
