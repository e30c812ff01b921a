using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Generators.Tests;

/// <summary>Runs the generators in the process of the tests.</summary>
internal static class Harness
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name is "LayerKit.dll" or "LayerKit.Abstractions.dll" or "Microsoft.Extensions.Logging.Abstractions.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(string assembly, IEnumerable<string> sources, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            assembly,
            sources.Select((source, i) => Parse(source, $"File{i}.cs")),
            [.. Platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>Runs all generators with step tracking on.</summary>
    public static Generated Generate(CSharpCompilation compilation) => Generate(compilation, CreateDriver());

    public static Generated Generate(CSharpCompilation compilation, GeneratorDriver driver)
    {
        GeneratorDriver ran = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new(output, ran);
    }

    public static Generated Generate(string assembly, params IEnumerable<string> sources) => Generate(Compile(assembly, sources));

    /// <summary>A compiled plugin as a host references it.</summary>
    public static MetadataReference Plugin(string assembly, params string[] sources) => MetadataReference.CreateFromImage(Generate(assembly, sources).Emit());

    private static CSharpGeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create(
            [new PluginGenerator().AsSourceGenerator(), new HostGenerator().AsSourceGenerator(), new HandleGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
