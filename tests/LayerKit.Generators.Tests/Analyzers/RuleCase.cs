namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Code that a rule reports, where its markers say, and code that no rule reports.</summary>
/// <param name="Id">The rule's code.</param>
/// <param name="Wrong">The wrong code.</param>
/// <param name="Right">The right code.</param>
/// <param name="IsBroken">True when the wrong code does not compile either.</param>
internal sealed record RuleCase(string Id, string Wrong, string Right, bool IsBroken)
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using LayerKit;
        using LayerKit.Drivers;
        using LayerKit.Identity;
        using LayerKit.Metadata;
        using LayerKit.References;
        using LayerKit.Registration;
        using Stubs;

        """;

    /// <summary>The codes of all cases.</summary>
    public static IEnumerable<string> Ids => Sample.Rules.Order(StringComparer.Ordinal);

    /// <summary>Reads the case of a code from the samples: wrong code, then right code.</summary>
    public static RuleCase Of(string id)
    {
        string[] parts = Sample.Rule(id).Split("// right\n");
        return new(id, Usings + parts[0], Usings + parts[1], parts[0].StartsWith("// broken", StringComparison.Ordinal));
    }
}
