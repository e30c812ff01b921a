using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with the use of handles.</summary>
internal static class HandleUseRules
{
    private const string Category = "LayerKit.Handles";

    public static readonly DiagnosticDescriptor Leak = new(
        RuleIds.Leak,
        "A handle is not released on every path",
        "The handle from '{0}' is not released {1}: declare it with 'using', or release it or hand it on there",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2101.md");

    public static readonly DiagnosticDescriptor UseAfterRelease = new(
        RuleIds.UseAfterRelease,
        "A handle is used after its release",
        "'{0}' is used after the handle was released: use it before, or take a Clone() that is released later",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2102.md");

    public static readonly DiagnosticDescriptor SecondRelease = new(
        RuleIds.SecondRelease,
        "A handle is released twice",
        "The handle '{0}' was released before on this path: remove one of the two",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2103.md");

    public static readonly DiagnosticDescriptor Field = new(
        RuleIds.Field,
        "A handle is kept in a type that cannot be disposed",
        "'{0}' keeps a handle, and '{1}' has no Dispose that would release it: implement IDisposable",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2105.md");

    public static readonly DiagnosticDescriptor Ignored = new(
        RuleIds.Ignored,
        "A handle is dropped where it is made",
        "The handle from '{0}' is dropped, and its reference with it: keep it in a 'using', or do not ask for it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2107.md");

    public static readonly DiagnosticDescriptor SynchronousRelease = new(
        RuleIds.SynchronousRelease,
        "A handle is released synchronously in an async method",
        "The handle is released by Dispose in an async method, which may block until everything is freed: use {0}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK2109.md");
}
