using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with the declaration of a handle.</summary>
internal static class HandleTypeRules
{
    private const string Category = "LayerKit.Handles";

    public static readonly DiagnosticDescriptor Class = new(
        RuleIds.HandleClass,
        "A handle has to be a sealed partial class",
        "The handle '{0}' cannot be completed, because it is {1}: write a sealed partial class that is neither nested nor generic",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2001.md");

    public static readonly DiagnosticDescriptor Struct = new(
        RuleIds.HandleStruct,
        "A handle may not be a struct",
        "The handle '{0}' is a struct, and each copy of it would release the same reference: make it a class",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2002.md");

    public static readonly DiagnosticDescriptor OwnDispose = new(
        RuleIds.HandleOwnDispose,
        "A handle leaves its base and its release to the generator",
        "The handle '{0}' has {1} of its own, where RefCountedHandle releases exactly once: remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2003.md");

    public static readonly DiagnosticDescriptor Member = new(
        RuleIds.HandleMember,
        "A partial member has no counterpart in the resource",
        "The member '{0}' cannot be forwarded, because '{1}' has no accessible member of that name and signature: add it there, or implement it here",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2004.md");

    public static readonly DiagnosticDescriptor RawResource = new(
        RuleIds.RawResource,
        "A member of a handle gives out the resource itself",
        "'{0}' gives out the {1} itself, which may be freed while it is used: return a Lease of it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2005.md");
}
