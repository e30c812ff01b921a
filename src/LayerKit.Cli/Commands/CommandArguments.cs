using System.CommandLine;
using System.CommandLine.Parsing;
using LayerKit.Identity;

namespace LayerKit.Cli.Commands;

/// <summary>Arguments that several commands take, and how their text is read.</summary>
internal static class CommandArguments
{
    public static Argument<string> CreateReference() => new("REF")
    {
        Description = "A ChainID, at least 8 of its hex digits when no other layer starts with them, or the name of a pin",
    };

    public static DiffId? ParseDiffId(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DiffId.TryParse(text, out DiffId diffId))
        {
            return diffId;
        }

        result.AddError($"'{text}' is no DiffID: expected 'sha256:' and 64 lower-case hex digits");
        return null;
    }

    public static Durability? ParseDurability(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        Durability? durability = text switch
        {
            "full" => Durability.Full,
            "metadata" => Durability.Metadata,
            "none" => Durability.None,
            _ => null,
        };
        if (durability is null)
        {
            result.AddError($"'{text}' is no durability: expected full, metadata or none");
        }

        return durability;
    }

    public static void ValidatePath(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError($"{result.Option.Name} has an empty path");
        }
    }

    public static void ValidatePairs(OptionResult result)
    {
        foreach (Token token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"'{token.Value}' is no driver option: expected KEY=VALUE");
        }
    }

    /// <summary>Keys and values of options that <see cref="ValidatePairs"/> let through; of a key that is given twice the last counts.</summary>
    public static Dictionary<string, string> ToPairs(string[] options)
    {
        Dictionary<string, string> pairs = [];
        foreach (string option in options)
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            pairs[option[..equals]] = option[(equals + 1)..];
        }

        return pairs;
    }
}
