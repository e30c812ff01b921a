using System.Diagnostics.CodeAnalysis;
using LayerKit.Errors;

namespace LayerKit.Registration;

/// <summary>Reads the options of one plugin from a list of keys and values, and keeps everything that is wrong until <see cref="ThrowIfBad"/>. Used by generated code.</summary>
public sealed class OptionReader
{
    private readonly string _plugin;
    private readonly Dictionary<PluginOption, List<KeyValuePair<string, string>>> _given = [];
    private readonly List<OptionProblem> _problems = [];

    /// <summary>Sorts a list by option.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="known">Its options.</param>
    /// <param name="given">What the user wrote, keys with the plugin's name in front; case does not matter, and a hyphen counts as an underscore.</param>
    /// <param name="warn">Told about options that are obsolete.</param>
    public OptionReader(string plugin, IReadOnlyList<PluginOption> known, IReadOnlyList<KeyValuePair<string, string>> given, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(given);
        _plugin = plugin;
        foreach (KeyValuePair<string, string> pair in given)
        {
            if (known.FirstOrDefault(option => option.Answers(pair.Key)) is { } option)
            {
                Take(option, pair, warn);
            }
            else
            {
                _problems.Add(Unknown(pair, known));
            }
        }

        foreach (PluginOption option in known.Where(option => option.Required && !_given.ContainsKey(option)))
        {
            _problems.Add(new(option.Key, null, option.Expected, $"it is required: add {option.Key}=..."));
        }
    }

    /// <summary>True when the option was given.</summary>
    public bool Has(PluginOption option) => _given.ContainsKey(option);

    /// <summary>The value of an option, or <paramref name="fallback"/> when it was not given or is bad.</summary>
    [return: NotNullIfNotNull(nameof(fallback))]
    public T? Read<T>(TypedOption<T> option, T? fallback)
    {
        IReadOnlyList<T> values = ReadList(option);
        return values.Count > 0 ? values[^1] : fallback;
    }

    /// <summary>The value of an option that may have none.</summary>
    public T? ReadNullable<T>(TypedOption<T> option, T? fallback)
        where T : struct
    {
        IReadOnlyList<T> values = ReadList(option);
        return values.Count > 0 ? values[^1] : fallback;
    }

    /// <summary>The good values of an option in the order given.</summary>
    public IReadOnlyList<T> ReadList<T>(TypedOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        List<T> values = [];
        foreach ((string key, string text) in _given.GetValueOrDefault(option, []))
        {
            if (option.Syntax.TryParse(text, out T? value))
            {
                values.Add(value);
            }
            else
            {
                _problems.Add(new(key, Shown(option, text), option.Expected, option.Secret ? "the value is secret" : option.Syntax.Hint(text)));
            }
        }

        return values;
    }

    /// <summary>Reports every problem found so far at once.</summary>
    /// <exception cref="DriverOptionException">There is at least one.</exception>
    public void ThrowIfBad()
    {
        if (_problems.Count > 0)
        {
            throw new DriverOptionException(_plugin, _problems);
        }
    }

    private static string Shown(PluginOption option, string text) => option.Secret ? "(secret)" : text;

    private OptionProblem Unknown(KeyValuePair<string, string> pair, IReadOnlyList<PluginOption> known)
    {
        // The value of a key nobody knows may be a secret under a mistyped name.
        PluginOption? near = known.FirstOrDefault(option => option.Answers($"{_plugin}.{pair.Key}"))
            ?? (Nearest.To(PluginOption.Canonical(pair.Key), known.Select(option => option.Key)) is { } key ? known.First(option => option.Key == key) : null);
        string value = near is { Secret: true } || known.Any(option => option.Secret) && near is null ? "(secret)" : pair.Value;
        string hint = near is not null ? $"did you mean {near.Key}?"
            : known.Count > 0 ? "known are " + string.Join(", ", known.Select(option => option.Key))
            : $"{_plugin} takes no options, leave it out";
        return new(pair.Key, value, "a known option", hint);
    }

    private void Take(PluginOption option, KeyValuePair<string, string> pair, Action<string>? warn)
    {
        if (!_given.TryGetValue(option, out List<KeyValuePair<string, string>>? values))
        {
            _given.Add(option, values = []);
        }
        else if (!option.Repeatable)
        {
            _problems.Add(new(pair.Key, Shown(option, pair.Value), "to be given once", "keep one of the two"));
            return;
        }

        values.Add(pair);
        if (option.ObsoleteMessage is { } message)
        {
            warn?.Invoke($"option {pair.Key} is obsolete: {message}");
        }
    }
}
