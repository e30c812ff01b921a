using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Tests;

/// <summary>A compilation with what the generators made of it.</summary>
/// <param name="Output">The compilation, generated files included.</param>
/// <param name="Driver">The driver after the run, for a next run.</param>
internal sealed record Generated(Compilation Output, GeneratorDriver Driver)
{
    public IReadOnlyDictionary<string, string> Files =>
        Driver.GetRunResult().Results
            .SelectMany(result => result.GeneratedSources)
            .ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    /// <summary>All generated files, one below the other, in the order of their names.</summary>
    public string Text => string.Join("\n", Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"// ===== {file.Key}\n{file.Value}"));

    /// <summary>Fails unless everything compiles without a warning, except that the samples need no documentation; generated members do.</summary>
    public Generated ThrowIfBroken()
    {
        Diagnostic[] bad = [.. Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsUndocumentedSample(diagnostic))];
        Assert.True(bad.Length == 0, string.Join("\n", bad.Select(diagnostic => diagnostic.ToString())) + "\n" + Text);
        return this;
    }

    private static bool IsUndocumentedSample(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) == true;

    /// <summary>The compiled assembly as bytes.</summary>
    public byte[] Emit()
    {
        ThrowIfBroken();
        using var stream = new MemoryStream();
        Assert.True(Output.Emit(stream).Success);
        return stream.ToArray();
    }
}
