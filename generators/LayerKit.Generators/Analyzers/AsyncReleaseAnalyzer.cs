using System.Collections.Immutable;
using LayerKit.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LayerKit.Generators.Analyzers;

/// <summary>Reports handles that async code releases synchronously (LK2109).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncReleaseAnalyzer : LayerKitAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HandleUseRules.SynchronousRelease];

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        if (HandleTypes.Find(context.Compilation) is { } types)
        {
            context.RegisterOperationAction(operation => AnalyzeDeclaration(operation, types), OperationKind.UsingDeclaration);
            context.RegisterOperationAction(operation => AnalyzeStatement(operation, types), OperationKind.Using);
            context.RegisterOperationAction(operation => AnalyzeCall(operation, types), OperationKind.Invocation);
        }
    }

    private static void AnalyzeDeclaration(OperationAnalysisContext context, HandleTypes types)
    {
        var declaration = (IUsingDeclarationOperation)context.Operation;
        if (!declaration.IsAsynchronous)
        {
            Report(context, types, declaration.DeclarationGroup, "'await using'");
        }
    }

    private static void AnalyzeStatement(OperationAnalysisContext context, HandleTypes types)
    {
        var statement = (IUsingOperation)context.Operation;
        if (!statement.IsAsynchronous)
        {
            Report(context, types, statement.Resources, "'await using'");
        }
    }

    private static void Report(OperationAnalysisContext context, HandleTypes types, IOperation resources, string instead)
    {
        IOperation[] values = resources is IVariableDeclarationGroupOperation group
            ? [.. group.Declarations.SelectMany(declaration => declaration.Declarators).Select(variable => variable.GetVariableInitializer()?.Value).OfType<IOperation>()]
            : [resources];
        foreach (IOperation value in values.Where(value => types.IsHandle(value.Type) && IsInAsyncCode(context)))
        {
            context.ReportDiagnostic(Diagnostic.Create(HandleUseRules.SynchronousRelease, value.Syntax.GetLocation(), instead));
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, HandleTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is { IsImplicit: false, TargetMethod: { Name: "Dispose", Parameters.IsEmpty: true }, Instance: { } receiver } && types.IsHandle(receiver.Type) && IsInAsyncCode(context))
        {
            context.ReportDiagnostic(Diagnostic.Create(HandleUseRules.SynchronousRelease, call.Syntax.GetLocation(), "'await' and DisposeAsync()"));
        }
    }

    /// <summary>True where await may stand: in an async function, and not below a lock.</summary>
    private static bool IsInAsyncCode(OperationAnalysisContext context)
    {
        for (IOperation? level = context.Operation.Parent; level is not null; level = level.Parent)
        {
            switch (level)
            {
                case ILockOperation:
                    return false;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation function:
                    return function.Symbol.IsAsync;
            }
        }

        return context.ContainingSymbol is IMethodSymbol { IsAsync: true };
    }
}
