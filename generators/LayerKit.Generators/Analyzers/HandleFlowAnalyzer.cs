using System.Collections.Immutable;
using LayerKit.Generators.Analyzers.Flow;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers;

/// <summary>Follows handles through members: what is never released (LK2101), used afterwards (LK2102), released twice (LK2103) or dropped at once (LK2107).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandleFlowAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [HandleUseRules.Leak, HandleUseRules.UseAfterRelease, HandleUseRules.SecondRelease, HandleUseRules.Ignored];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (HandleTypes.Find(context.Compilation) is { } types)
        {
            HandleCalls calls = new(types);
            context.RegisterOperationBlockAction(block => Analyze(block, calls));
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, HandleCalls calls)
    {
        if (!context.OperationBlocks.Any(block => block.DescendantsAndSelf().Any(operation => calls.Types.IsHandleOrTask(operation.Type) || IsOut(operation, calls))))
        {
            return;
        }

        Captures captures = new(context.OperationBlocks, calls);
        foreach (IOperation block in context.OperationBlocks.Where(HasGraph))
        {
            Findings findings = new();
            Explore(context.GetControlFlowGraph(block), context.OwningSymbol as IMethodSymbol);
            foreach (Diagnostic found in findings.All)
            {
                context.ReportDiagnostic(found);
            }

            void Explore(ControlFlowGraph graph, IMethodSymbol? function)
            {
                new FlowExplorer(graph, new OperationWalk(calls, captures, findings), function, context.CancellationToken).Explore();
                foreach (IFlowAnonymousFunctionOperation lambda in Lambdas(graph))
                {
                    Explore(graph.GetAnonymousFunctionControlFlowGraph(lambda, context.CancellationToken), lambda.Symbol);
                }

                foreach (IMethodSymbol local in graph.LocalFunctions)
                {
                    Explore(graph.GetLocalFunctionControlFlowGraph(local, context.CancellationToken), local);
                }
            }
        }
    }

    private static bool IsOut(IOperation operation, HandleCalls calls) => operation is IArgumentOperation { Parameter: { } parameter } && calls.Gives(parameter);

    // Attributes and default values of parameters have no control flow.
    private static bool HasGraph(IOperation block) =>
        block is IBlockOperation { Parent: null or IMethodBodyOperation or IConstructorBodyOperation } or IMethodBodyOperation or IConstructorBodyOperation
            or IFieldInitializerOperation or IPropertyInitializerOperation;

    private static IEnumerable<IFlowAnonymousFunctionOperation> Lambdas(ControlFlowGraph graph) =>
        graph.Blocks
            .SelectMany(block => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>();
}
