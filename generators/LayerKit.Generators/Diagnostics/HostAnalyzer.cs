using System.Collections.Concurrent;
using System.Collections.Immutable;
using LayerKit.Generators.Models;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Diagnostics;

/// <summary>Reports what only a whole host can know: two providers of a name (LK1006) and plugins of another contract (LK1007).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PluginRules.DuplicateName, PluginRules.OtherContract];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            ConcurrentBag<(HostModel Host, Location Location)> hosts = [];
            ConcurrentBag<PluginEntry> own = [];
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, symbol.Compilation, hosts, own), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, hosts, own));
        });
    }

    private static void Collect(
        INamedTypeSymbol type,
        Compilation compilation,
        ConcurrentBag<(HostModel Host, Location Location)> hosts,
        ConcurrentBag<PluginEntry> own)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass.Is(WellKnownNames.LayerDriverHostAttribute) && HostReader.Read(type, attribute) is { } host)
            {
                hosts.Add((host, type.Locations[0]));
            }
            else if (KindOf(attribute) is { } kind && PluginReader.ReadEntry(type, attribute, kind, compilation) is { } entry)
            {
                own.Add(entry);
            }
        }
    }

    private static PluginKind? KindOf(AttributeData attribute) =>
        attribute.AttributeClass.Is(WellKnownNames.LayerDriverAttribute) ? PluginKind.Driver
            : attribute.AttributeClass.Is(WellKnownNames.MetadataStoreAttribute) ? PluginKind.MetadataStore
            : null;

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<(HostModel Host, Location Location)> hosts, ConcurrentBag<PluginEntry> own)
    {
        if (hosts.IsEmpty)
        {
            return;
        }

        ReferencedPlugins referenced = ReferenceReader.Read(context.Compilation, context.CancellationToken);
        foreach ((HostModel host, Location location) in hosts)
        {
            PluginEntry[] taken = [.. own.Concat(referenced.Entries).Where(host.Takes).OrderBy(entry => entry.Registration, StringComparer.Ordinal)];
            ReportContracts(context, location, taken.Where(entry => entry.Assembly != context.Compilation.AssemblyName), referenced.Contract);
            ReportDuplicates(context, location, taken);
        }
    }

    private static void ReportContracts(CompilationAnalysisContext context, Location location, IEnumerable<PluginEntry> entries, int contract)
    {
        foreach (PluginEntry entry in entries.Where(entry => entry.Contract != contract))
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.OtherContract, location, Title(entry.Kind), entry.Name, entry.Assembly, entry.Contract, contract));
        }
    }

    private static void ReportDuplicates(CompilationAnalysisContext context, Location location, IEnumerable<PluginEntry> entries)
    {
        var names = entries.SelectMany(entry => entry.Aliases.Prepend(entry.Name).Distinct().Select(name => (Name: name, Entry: entry)));
        foreach (var sameName in names.GroupBy(item => (item.Entry.Kind, item.Name)).Where(group => group.Count() > 1))
        {
            string[] providers = [.. sameName.Select(item => $"{item.Entry.Registration} ({item.Entry.Assembly})")];
            for (int i = 1; i < providers.Length; i++)
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(PluginRules.DuplicateName, location, Title(sameName.Key.Kind), sameName.Key.Name, providers[0], providers[i]));
            }
        }
    }

    private static string Title(string kind) => char.ToUpperInvariant(kind[0]) + kind.Substring(1);
}
