using System.CommandLine;
using System.CommandLine.Parsing;
using LayerKit.Metadata;

namespace LayerKit.Cli.Commands;

/// <summary>Names of RW layers on the command line.</summary>
internal static class RWLayerArguments
{
    public static Argument<string> CreateName(string description = "The RW layer's name") => new("NAME")
    {
        Description = description,
        Validators = { Validate },
    };

    public static bool IsName(string text)
    {
        try
        {
            RWLayerName.ThrowIfInvalid(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Validate(ArgumentResult result)
    {
        foreach (Token token in result.Tokens.Where(token => !IsName(token.Value)))
        {
            result.AddError($"'{token.Value}' is no name of an RW layer: expected one file name of at most {RWLayerName.MaxBytes} bytes");
        }
    }
}
