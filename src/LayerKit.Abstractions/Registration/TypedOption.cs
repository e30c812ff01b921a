namespace LayerKit.Registration;

/// <summary>An option together with how its values are written.</summary>
/// <typeparam name="T">What a value means.</typeparam>
public sealed class TypedOption<T> : PluginOption
{
    /// <summary>Describes an option.</summary>
    /// <param name="key">The full key, <c>driver.option</c>.</param>
    /// <param name="syntax">How a value is written; see <see cref="OptionText"/>.</param>
    /// <param name="defaults">What holds when the option is not given; null or empty for nothing.</param>
    public TypedOption(string key, OptionSyntax<T> syntax, IEnumerable<T?>? defaults = null)
        : base(key, (syntax ?? throw new ArgumentNullException(nameof(syntax))).Expected)
    {
        Syntax = syntax;
        string text = string.Join(", ", defaults?.Select(syntax.Format) ?? []);
        Default = text.Length == 0 ? null : text;
    }

    internal OptionSyntax<T> Syntax { get; }
}
