using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using LayerKit.Generators.Diagnostics;
using LayerKit.Generators.Models;
using LayerKit.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LayerKit.Generators.Analyzers;

/// <summary>Reports what only a whole host can know: two providers of a name, other contracts, no plugins, equal priorities; and hosts that cannot be completed (LK1006 to LK1010).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [PluginRules.DuplicateName, PluginRules.OtherContract, PluginRules.EmptyHost, PluginRules.SamePriority, PluginRules.HostClass];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        ConcurrentBag<(HostModel Host, Location Location)> hosts = [];
        ConcurrentBag<(PluginEntry Entry, Location Location)> own = [];
        context.RegisterSymbolAction(symbol => Collect(symbol, hosts, own), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Report(end, hosts, own));
    }

    private static void Collect(
        SymbolAnalysisContext context,
        ConcurrentBag<(HostModel Host, Location Location)> hosts,
        ConcurrentBag<(PluginEntry Entry, Location Location)> own)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass.Is(WellKnownNames.LayerDriverHostAttribute))
            {
                if (HostReader.Read(type, attribute) is { } host)
                {
                    hosts.Add((host, type.Locations[0]));
                }
                else
                {
                    context.ReportDiagnostic(Diagnostic.Create(PluginRules.HostClass, type.Locations[0], type.Name, WhyNot(type)));
                }
            }
            else if (PluginAnalyzer.KindOf(attribute) is { } kind && PluginReader.ReadEntry(type, attribute, kind, context.Compilation) is { } entry)
            {
                own.Add((entry, Places.Of(attribute, type)));
            }
        }
    }

    private static string WhyNot(INamedTypeSymbol type) => type switch
    {
        { ContainingType: not null } => "nested",
        { IsGenericType: true } => "generic",
        { IsFileLocal: true } => "local to its file",
        { IsStatic: false } => "not static",
        _ => "not partial",
    };

    private static void Report(
        CompilationAnalysisContext context,
        ConcurrentBag<(HostModel Host, Location Location)> hosts,
        ConcurrentBag<(PluginEntry Entry, Location Location)> own)
    {
        if (hosts.IsEmpty)
        {
            // Whoever uses the assembly cannot have both, so it is as wrong without a host.
            foreach (var sameName in Duplicates(own.Select(plugin => plugin.Entry).OrderBy(entry => entry.Registration, StringComparer.Ordinal)))
            {
                ReportDuplicates(context, own.First(plugin => plugin.Entry == sameName.Last()).Location, sameName.Key, [.. sameName]);
            }

            return;
        }

        ReferencedPlugins referenced = ReferenceReader.Read(context.Compilation, context.CancellationToken);
        foreach ((HostModel host, Location location) in hosts)
        {
            PluginEntry[] taken = [.. own.Select(plugin => plugin.Entry).Concat(referenced.Entries).Where(host.Takes).OrderBy(entry => entry.Registration, StringComparer.Ordinal)];
            ReportContracts(context, location, taken.Where(entry => entry.Assembly != context.Compilation.AssemblyName), referenced.Contract);
            foreach (var sameName in Duplicates(taken))
            {
                ReportDuplicates(context, location, sameName.Key, [.. sameName]);
            }

            ReportPriorities(context, location, taken, own);
            if (taken.Length == 0)
            {
                context.ReportDiagnostic(Diagnostic.Create(PluginRules.EmptyHost, location, host.Name));
            }
        }
    }

    private static void ReportContracts(CompilationAnalysisContext context, Location location, IEnumerable<PluginEntry> entries, int contract)
    {
        foreach (PluginEntry entry in entries.Where(entry => entry.Contract != contract))
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.OtherContract, location, Title(entry.Kind), entry.Name, entry.Assembly, entry.Contract, contract));
        }
    }

    private static IEnumerable<IGrouping<(string Kind, string Name), PluginEntry>> Duplicates(IEnumerable<PluginEntry> entries) =>
        entries
            .SelectMany(entry => entry.Aliases.Prepend(entry.Name).Distinct().Select(name => (Name: name, Entry: entry)))
            .GroupBy(item => (item.Entry.Kind, item.Name), item => item.Entry)
            .Where(group => group.Count() > 1);

    private static void ReportDuplicates(CompilationAnalysisContext context, Location location, (string Kind, string Name) name, PluginEntry[] providers)
    {
        string[] shown = [.. providers.Select(entry => $"{entry.Registration} ({entry.Assembly})")];
        for (int i = 1; i < providers.Length; i++)
        {
            ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Text, providers[i].Registration);
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.DuplicateName, location, fix, Title(name.Kind), name.Name, shown[0], shown[i]));
        }
    }

    /// <summary>Shown at a plugin of this assembly, where it can be changed, else at the host.</summary>
    private static void ReportPriorities(
        CompilationAnalysisContext context, Location host, PluginEntry[] taken, ConcurrentBag<(PluginEntry Entry, Location Location)> own)
    {
        foreach (var same in taken.GroupBy(entry => (entry.Kind, entry.Priority)).Where(group => group.Select(entry => entry.Name).Distinct().Count() > 1))
        {
            string[] names = [.. same.Select(entry => $"'{entry.Name}'").Distinct().OrderBy(name => name, StringComparer.Ordinal)];
            (PluginEntry _, Location? place) = own.Where(plugin => same.Contains(plugin.Entry)).OrderByDescending(plugin => plugin.Entry.Name, StringComparer.Ordinal).FirstOrDefault();
            int free = Enumerable.Range(1, int.MaxValue).Select(step => same.Key.Priority - step).First(priority => taken.All(entry => entry.Priority != priority));
            ImmutableDictionary<string, string?> fix = ImmutableDictionary<string, string?>.Empty;
            fix = place is null ? fix : fix.Add(FixProperties.Text, free.ToString(CultureInfo.InvariantCulture));
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.SamePriority, place ?? host, fix, Title(same.Key.Kind), string.Join(" and ", names), same.Key.Priority));
        }
    }

    private static string Title(string kind) => char.ToUpperInvariant(kind[0]) + kind.Substring(1);
}
