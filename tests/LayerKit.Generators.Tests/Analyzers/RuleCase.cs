namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>Code that a rule reports, where its markers say, and code that no rule reports.</summary>
/// <param name="Id">The rule's code.</param>
/// <param name="Wrong">The wrong code.</param>
/// <param name="Right">The right code.</param>
/// <param name="IsBroken">True when the wrong code does not compile either.</param>
public sealed record RuleCase(string Id, string Wrong, string Right, bool IsBroken = false)
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

    public string WrongFile => Usings + Wrong;

    public string RightFile => Usings + Right;

    public override string ToString() => Id;
}
