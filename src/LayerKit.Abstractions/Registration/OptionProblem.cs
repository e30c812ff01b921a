namespace LayerKit.Registration;

/// <summary>One thing wrong with a list of options.</summary>
/// <param name="Key">The key as it was written, or as it should have been when it is missing.</param>
/// <param name="Value">The value as it was written, <c>(secret)</c>, or null when the option is missing.</param>
/// <param name="Expected">What should be there, as a phrase.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record OptionProblem(string Key, string? Value, string Expected, string Hint)
{
    /// <summary>The problem in one line: <c>zipdir.level=12: expected a whole number from 0 to 9 (the nearest is 9)</c>.</summary>
    public override string ToString() => $"{Key}{(Value is null ? "" : "=" + Value)}: expected {Expected} ({Hint})";
}
