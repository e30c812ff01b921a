using System.CommandLine;
using System.CommandLine.Parsing;
using LayerKit.Metadata;
using LayerKit.Registration;

namespace LayerKit.Cli.Commands;

/// <summary>Names of pins and lengths of time on the command line.</summary>
internal static class PinArguments
{
    private static readonly OptionSyntax<TimeSpan> Duration = OptionText.Duration(min: 0);

    public static Argument<string> CreateName(string description) => new("NAME")
    {
        Description = description,
        Validators = { ValidateName },
    };

    /// <summary>Why a text is no name of a pin.</summary>
    public static string NoName(string text) => $"'{text}' is no name of a pin: expected 1 to {PinName.MaxBytes} bytes without control characters";

    public static bool IsName(string text)
    {
        try
        {
            PinName.ThrowIfInvalid(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static void ValidateName(SymbolResult result)
    {
        foreach (Token token in result.Tokens.Where(token => !IsName(token.Value)))
        {
            result.AddError(NoName(token.Value));
        }
    }

    public static TimeSpan? ParseDuration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Duration.TryParse(text, out TimeSpan duration))
        {
            return duration;
        }

        result.AddError($"'{text}' is not {Duration.Expected}: {Duration.Hint(text)}");
        return null;
    }
}
