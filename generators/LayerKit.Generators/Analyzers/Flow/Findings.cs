using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Collects what was found on the paths of one member, each thing once.</summary>
internal sealed class Findings
{
    private readonly Dictionary<(string Id, Location Place), Diagnostic> _found = [];

    public IEnumerable<Diagnostic> All => _found.Values;

    public void Leak(HandleOrigin origin, string how) => Add(HandleUseRules.Leak, origin.Syntax, null, origin.Name, how);

    public void Ignored(HandleOrigin origin) => Add(HandleUseRules.Ignored, origin.Syntax, null, origin.Name);

    public void UseAfterRelease(IOperation use, string what, IOperation? release) => Add(HandleUseRules.UseAfterRelease, use.Syntax, release, what);

    public void SecondRelease(IOperation release, string what, IOperation? first) => Add(HandleUseRules.SecondRelease, release.Syntax, first, what);

    private void Add(DiagnosticDescriptor rule, SyntaxNode place, IOperation? related, params object[] arguments)
    {
        Location location = place.GetLocation();
        if (!_found.ContainsKey((rule.Id, location)))
        {
            Location[] further = related is null ? [] : [related.Syntax.GetLocation()];
            _found.Add((rule.Id, location), Diagnostic.Create(rule, location, further, arguments));
        }
    }
}
