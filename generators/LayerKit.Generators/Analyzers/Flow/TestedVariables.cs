using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>The variables that several conditions ask for: only for these does the outcome of one say something about another.</summary>
internal sealed class TestedVariables
{
    private readonly Dictionary<ISymbol, int> _conditions = new(SymbolEqualityComparer.Default);

    public TestedVariables(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks.Where(block => block.ConditionKind != ControlFlowConditionKind.None))
        {
            foreach (ISymbol variable in Variables(block.BranchValue!).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>())
            {
                _conditions[variable] = (_conditions.TryGetValue(variable, out int count) ? count : 0) + 1;
            }
        }
    }

    public bool IsWorthRemembering(ISymbol variable) => _conditions.TryGetValue(variable, out int count) && count > 1;

    private static IEnumerable<ISymbol> Variables(IOperation condition) =>
        condition.DescendantsAndSelf().Select(operation => operation switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        }).OfType<ISymbol>();
}
