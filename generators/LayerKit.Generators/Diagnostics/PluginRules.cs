using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with plugins and their hosts.</summary>
internal static class PluginRules
{
    private const string Category = "LayerKit.Plugins";

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "LK1006",
        "A name is provided by two plugins of one kind",
        "{0} '{1}' is provided by both {2} and {3}: remove one reference, or name one registration in Exclude of the [LayerDriverHost] class",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1006.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor OtherContract = new(
        "LK1007",
        "A plugin was built for another contract",
        "{0} '{1}' of {2} was built for contract {3} of LayerKit.Abstractions, and this host has {4}: take the version of the plugin that was built for it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1007.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
