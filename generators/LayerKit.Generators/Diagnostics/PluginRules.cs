using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Diagnostics;

/// <summary>What can be wrong with plugins and their hosts.</summary>
internal static class PluginRules
{
    private const string Category = "LayerKit.Plugins";

    public static readonly DiagnosticDescriptor Class = new(
        RuleIds.PluginClass,
        "Generated code cannot make the plugin",
        "The class '{0}' cannot be made by its registration, because it is {1}: write a plain class that is public or internal, and so is what it is nested in",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1001.md");

    public static readonly DiagnosticDescriptor Interface = new(
        RuleIds.PluginInterface,
        "The plugin does not implement its interface",
        "'{0}' is registered as a {1} and does not implement {2}: implement it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1002.md");

    public static readonly DiagnosticDescriptor Constructor = new(
        RuleIds.PluginConstructor,
        "The plugin has no constructor that its registration could call",
        "'{0}' has {1}: mark the one to call with [DriverConstructor]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1003.md");

    public static readonly DiagnosticDescriptor Name = new(
        RuleIds.PluginName,
        "The plugin's name is not a plugin name",
        "'{0}' is not a plugin name: use [a-z0-9][a-z0-9_-]{{0,31}}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1004.md");

    public static readonly DiagnosticDescriptor Parameter = new(
        RuleIds.ConstructorParameter,
        "A constructor parameter of the plugin cannot be supplied",
        "Nothing supplies the parameter '{0}' of type {1}: take {2}, a class with [DriverOption] properties, ILogger<T>, TimeProvider, or a service of the host",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1005.md");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        RuleIds.DuplicateName,
        "A name is provided by two plugins of one kind",
        "{0} '{1}' is provided by both {2} and {3}: remove one reference, or name one registration in Exclude of the [LayerDriverHost] class",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1006.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor OtherContract = new(
        RuleIds.OtherContract,
        "A plugin was built for another contract",
        "{0} '{1}' of {2} was built for contract {3} of LayerKit.Abstractions, and this host has {4}: take the version of the plugin that was built for it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1007.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EmptyHost = new(
        RuleIds.EmptyHost,
        "A host finds no plugin",
        "The catalog of '{0}' is empty: reference a project or package with plugins, or look at Include and Exclude",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1008.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SamePriority = new(
        RuleIds.SamePriority,
        "Two plugins of one kind have the same priority",
        "{0}s {1} have the priority {2}, so that their names decide which is tried first: set Priority",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1009.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HostClass = new(
        RuleIds.HostClass,
        "A host has to be a static partial class of its own",
        "CreateCatalog() cannot be added to '{0}', because it is {1}: write a static partial class that is neither nested nor generic",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/diagnostics/LK1010.md");
}
