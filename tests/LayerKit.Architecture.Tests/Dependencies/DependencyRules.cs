using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests.Dependencies;

/// <summary>Who may know whom.</summary>
internal static class DependencyRules
{
    /// <summary>Projects that ship reference only what the table says; generators are referenced as analyzers.</summary>
    public static IEnumerable<Finding> ForbiddenReferences(ProjectFile file, ReferenceTable table) =>
        IsFree(file) ? [] : ForbiddenProjects(file, table).Concat(ForbiddenPackages(file, table));

    public static IEnumerable<Finding> UnlistedProjects(IEnumerable<ProjectFile> projects, ReferenceTable table) =>
        projects.Where(project => !IsFree(project) && !table.Projects.Contains(project.Name)).Select(project => new Finding(project.Path, 0, "is not in the table"));

    public static IEnumerable<Finding> ReferencesToTests(ProjectFile file) =>
        from reference in file.Items("ProjectReference")
        where file.Area != "tests" && (Include(reference).Contains("tests/", StringComparison.Ordinal) || NameOf(reference).EndsWith(".Tests", StringComparison.Ordinal))
        select file.At(reference, $"references {NameOf(reference)}");

    /// <summary>Internals are open to the project's own tests alone.</summary>
    public static IEnumerable<Finding> OpenedInternals(ProjectFile file) =>
        from item in file.Items("InternalsVisibleTo")
        where Include(item) != file.Name + ".Tests" && Include(item) != "$(MSBuildProjectName).Tests"
        select file.At(item, $"opens its internals to {Include(item)}");

    public static IEnumerable<Finding> OpenedInternals(SourceFile file) =>
        from attribute in file.Unit.AttributeLists.SelectMany(list => list.Attributes)
        where attribute.Name.ToString().EndsWith("InternalsVisibleTo", StringComparison.Ordinal)
        select file.At(attribute, "say it in the project file");

    /// <summary>One library may be named by one file, so that it can be replaced by editing that file.</summary>
    public static IEnumerable<Finding> FurtherFilesNaming(string identifier, IEnumerable<SourceFile> files) =>
        files.Where(file => file.Unit.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == identifier))
            .Skip(1)
            .Select(file => new Finding(file.Path, 0, $"names {identifier} too"));

    public static IEnumerable<Finding> ScatteredNativeCalls(SourceFile file) =>
        from attribute in file.Unit.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString().Split('.')[^1] is "DllImport" or "LibraryImport" or "DllImportAttribute" or "LibraryImportAttribute"
        where !file.Path.Split('/').SkipLast(1).Any(folder => folder is "Linux" or "Native")
        select file.At(attribute, attribute.ToString());

    private static IEnumerable<Finding> ForbiddenProjects(ProjectFile file, ReferenceTable table) =>
        from reference in file.Items("ProjectReference")
        where !IsAnalyzer(reference) && !table.Allows(file.Name, NameOf(reference))
        select file.At(reference, $"references {NameOf(reference)}");

    private static IEnumerable<Finding> ForbiddenPackages(ProjectFile file, ReferenceTable table) =>
        from reference in file.Items("PackageReference")
        where Value(reference, "PrivateAssets") != "all" && !table.Allows(file.Name, Include(reference))
        select file.At(reference, $"references the package {Include(reference)}");

    // Tests and examples may reference anything.
    private static bool IsFree(ProjectFile file) => file.Area is "tests" or "examples";

    private static bool IsAnalyzer(XElement reference) =>
        Value(reference, "OutputItemType") == "Analyzer" && Value(reference, "ReferenceOutputAssembly") == "false" && Include(reference).Contains("generators/", StringComparison.Ordinal);

    private static string Include(XElement item) => item.Attribute("Include")!.Value.Replace('\\', '/');

    private static string NameOf(XElement reference) => Path.GetFileNameWithoutExtension(Include(reference));

    private static string? Value(XElement item, string name) =>
        item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
