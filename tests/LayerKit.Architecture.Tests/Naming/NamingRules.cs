using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LayerKit.Architecture.Tests.Naming;

/// <summary>What types and files are called, and where they lie.</summary>
internal static partial class NamingRules
{
    private static readonly HashSet<string> EmptyWords = new(StringComparer.Ordinal)
    {
        "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Managers", "Common", "Misc", "Info", "Infos", "Data", "Impl", "Base",
    };

    public static IEnumerable<Finding> EmptyNames(SourceFile file) =>
        from type in file.Types
        let name = SyntaxNames.TypeName(type)
        from word in Words().Matches(name.ValueText).Select(match => match.Value)
        where EmptyWords.Contains(word) && !(word == "Base" && IsAbstractClass(type))
        select file.At(name, $"{name.ValueText} says '{word}'");

    public static IEnumerable<Finding> SharedOrMisnamedFiles(SourceFile file)
    {
        MemberDeclarationSyntax[] types = [.. file.Types.Where(IsTopLevel)];
        IEnumerable<Finding> further = types.Skip(1).Select(type => file.At(type, $"a further top-level type, {SyntaxNames.TypeName(type).ValueText}"));
        return types.Length == 0 || IsNamedLikeFile(types[0], file)
            ? further
            : further.Prepend(file.At(types[0], $"{SyntaxNames.TypeName(types[0]).ValueText} belongs in a file of its name, or is a partial type with an aspect"));
    }

    /// <summary>A file's namespace is its project's root namespace followed by its folders.</summary>
    public static IEnumerable<Finding> MisplacedNamespaces(SourceFile file, ProjectFile project)
    {
        string[] folders = Path.GetDirectoryName(file.Path[(project.Directory.Length + 1)..])!.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        string expected = string.Join('.', folders.Prepend(project.RootNamespace));
        return Namespaces(file)
            .Where(space => space.Name.ToString() != expected && !IsPolyfill(space, project) && !SaysWhyNot(file))
            .Select(space => file.At(space, $"namespace {space.Name}, expected {expected}"));
    }

    /// <summary>Files that projects share by linking them have one namespace.</summary>
    public static IEnumerable<Finding> MisplacedSharedNamespaces(SourceFile file) =>
        Namespaces(file).Where(space => space.Name.ToString() != "LayerKit.Tests").Select(space => file.At(space, $"namespace {space.Name}, expected LayerKit.Tests"));

    /// <summary>A class is sealed, static or abstract; one part of a partial class may say so for all.</summary>
    public static IEnumerable<Finding> OpenClasses(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.Types.OfType<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }
        group (File: file, Type: type) by SyntaxNames.FullName(type) into parts
        where !parts.Any(part => IsClosed(part.Type) || IsBenchmark(part.Type))
        select parts.First().File.At(parts.First().Type.Identifier, $"{parts.Key} is neither sealed nor static nor abstract");

    private static IEnumerable<BaseNamespaceDeclarationSyntax> Namespaces(SourceFile file) => file.Unit.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>();

    // BenchmarkDotNet derives classes from those it runs.
    private static bool IsBenchmark(TypeDeclarationSyntax type) =>
        type.Members.SelectMany(member => member.AttributeLists).SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Benchmark");

    private static bool IsTopLevel(MemberDeclarationSyntax type) => type.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax;

    private static bool IsNamedLikeFile(MemberDeclarationSyntax type, SourceFile file) =>
        SyntaxNames.TypeName(type).ValueText == file.TypeName && (!file.IsAspect || type.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsAbstractClass(MemberDeclarationSyntax type) =>
        type is ClassDeclarationSyntax or RecordDeclarationSyntax && type.Modifiers.Any(SyntaxKind.AbstractKeyword);

    private static bool IsClosed(TypeDeclarationSyntax type) =>
        type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword);

    // The compiler finds what netstandard2.0 lacks, such as IsExternalInit, by its namespace.
    private static bool IsPolyfill(BaseNamespaceDeclarationSyntax space, ProjectFile project) =>
        project.TargetFramework == "netstandard2.0" && space.Name.ToString().StartsWith("System.", StringComparison.Ordinal);

    // Where a name is given by somebody else, a pragma turns the compiler's own rule off; that it gives its reason is a rule of its own.
    private static bool SaysWhyNot(SourceFile file) => file.Unit.DescendantNodes(descendIntoTrivia: true)
        .OfType<PragmaWarningDirectiveTriviaSyntax>()
        .Any(pragma => pragma.ErrorCodes.Any(code => code.ToString() == "IDE0130"));

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Words();
}
