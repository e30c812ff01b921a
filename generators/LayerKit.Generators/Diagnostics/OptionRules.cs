using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with the options of plugins.</summary>
internal static class OptionRules
{
    private const string Category = "LayerKit.Options";

    public static readonly DiagnosticDescriptor Type = new(
        RuleIds.OptionType,
        "The type of an option cannot be read from text",
        "The option '{0}' is a {1}, which cannot be read from text: use string, bool, a number, ByteSize, TimeSpan, UnixFileMode, an enum, a type with IParsable, or a list of these",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1101.md");

    public static readonly DiagnosticDescriptor KeyTwice = new(
        RuleIds.OptionKeyTwice,
        "Two options have the same key",
        "The key '{0}' belongs to the option '{1}' already: give each option a key of its own",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1102.md");

    public static readonly DiagnosticDescriptor Setter = new(
        RuleIds.OptionSetter,
        "An option cannot be set",
        "The option '{0}' has no set or init that its registration could call: add init",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1103.md");

    public static readonly DiagnosticDescriptor Key = new(
        RuleIds.OptionKey,
        "An option key is not written as keys are",
        "The option key '{0}' {1}: write '{2}'",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1104.md");

    public static readonly DiagnosticDescriptor Default = new(
        RuleIds.OptionDefault,
        "The default of an option is outside its range",
        "The default {0} of the option '{1}' is {2}: change one of the two, or make the property nullable",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1105.md");

    public static readonly DiagnosticDescriptor ShownSecret = new(
        RuleIds.ShownSecret,
        "A secret option is shown",
        "The secret option '{0}' is shown by {1}: show whether it is set, not what it is",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1106.md");
}
