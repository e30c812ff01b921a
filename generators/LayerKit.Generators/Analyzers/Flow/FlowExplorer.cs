using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Follows every path through one control flow graph, each with a state of its own, so that what one branch did is known in the next.</summary>
/// <remarks>Paths are followed until their states repeat. A member with more than <see cref="MaxSteps"/> of them is left alone from there.</remarks>
internal sealed class FlowExplorer(ControlFlowGraph graph, OperationWalk walk, IMethodSymbol? function, CancellationToken token)
{
    private const int MaxSteps = 4000;

    private readonly Dictionary<(ControlFlowRegion Finally, FlowState State), IReadOnlyList<FlowState>> _finallyResults = [];
    private readonly TestedVariables _tested = new(graph);
    private int _steps;

    public void Explore()
    {
        FlowState start = new();
        walk.Start(start, function);
        PathQueue queue = new(null, graph.Root);
        queue.Add(graph.Blocks[0].Ordinal, start);
        Drain(queue);
    }

    private void Drain(PathQueue queue)
    {
        while (_steps < MaxSteps && queue.TryTake(out (int Block, FlowState State) item))
        {
            token.ThrowIfCancellationRequested();
            _steps++;
            Step(graph.Blocks[item.Block], item.State.Fork(), queue);
        }
    }

    private void Step(BasicBlock block, FlowState state, PathQueue queue)
    {
        if (block.Kind == BasicBlockKind.Exit)
        {
            walk.End(state, isThrown: false);
            return;
        }

        PathPlace place = new(IsCleanup(block), thrown => Throw(block, thrown, queue));
        foreach (IOperation operation in block.Operations)
        {
            walk.Walk(state, operation, place);
        }

        FlowValue value = block.BranchValue is { } branchValue ? walk.Walk(state, branchValue, place) : default;
        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Follow(block.FallThroughSuccessor, block, state, value, queue);
            return;
        }

        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        FollowIf(block.ConditionalSuccessor, block, state.Fork(), (value, jumpsWhen), queue);
        FollowIf(block.FallThroughSuccessor, block, state, (value, !jumpsWhen), queue);
    }

    private void FollowIf(ControlFlowBranch? branch, BasicBlock block, FlowState state, (FlowValue Value, bool Outcome) test, PathQueue queue)
    {
        if (walk.Narrow(state, block.BranchValue!, test.Value, test.Outcome, _tested.IsWorthRemembering))
        {
            Follow(branch, block, state, default, queue);
        }
    }

    private void Follow(ControlFlowBranch? branch, BasicBlock block, FlowState state, FlowValue value, PathQueue queue)
    {
        if (branch?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is { } result)
        {
            walk.Return(state, result, value);
        }

        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return when branch.Destination is { } destination:
                foreach (FlowState after in AfterFinally(branch.FinallyRegions, state, queue))
                {
                    queue.Add(destination.Ordinal, after.Normalize());
                }

                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                foreach (FlowState thrown in Unwind(block, state, queue))
                {
                    walk.End(thrown, isThrown: true);
                }

                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                queue.Finish(state.Normalize());
                break;
        }
    }

    /// <summary>Where an exception that starts in a block leaves handles owned.</summary>
    private List<int> Throw(BasicBlock block, FlowState state, PathQueue queue) =>
        [.. Unwind(block, state, queue).SelectMany(thrown => thrown.Handles).Where(handle => handle.Value.Ownership == Ownership.Owned).Select(handle => handle.Key).Distinct()];

    /// <summary>Follows an exception outward: through finally, into every catch that may take it. What is left leaves the method.</summary>
    private List<FlowState> Unwind(BasicBlock block, FlowState state, PathQueue queue)
    {
        List<FlowState> states = [state.Fork().Normalize()];
        foreach (ControlFlowRegion region in Around(block).Where(region => region.Kind == ControlFlowRegionKind.Try))
        {
            ControlFlowRegion guarded = region.EnclosingRegion!;
            if (guarded.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                ControlFlowRegion cleanup = guarded.NestedRegions.First(nested => nested.Kind == ControlFlowRegionKind.Finally);
                states = [.. states.SelectMany(thrown => RunFinally(cleanup, thrown, queue))];
                continue;
            }

            foreach (ControlFlowRegion handler in guarded.NestedRegions.Where(nested => nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
            {
                states.ForEach(thrown => queue.Owner(handler.FirstBlockOrdinal).Add(handler.FirstBlockOrdinal, thrown));
                if (CatchesEverything(handler))
                {
                    return [];
                }
            }
        }

        return states;
    }

    private static bool CatchesEverything(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && (handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace.Name: "System" });

    private IReadOnlyList<FlowState> AfterFinally(IEnumerable<ControlFlowRegion> regions, FlowState state, PathQueue queue)
    {
        IReadOnlyList<FlowState> states = [state];
        foreach (ControlFlowRegion region in regions)
        {
            states = [.. states.SelectMany(before => RunFinally(region, before, queue))];
        }

        return states;
    }

    /// <summary>The states after a finally block that is entered with a state.</summary>
    private IReadOnlyList<FlowState> RunFinally(ControlFlowRegion region, FlowState state, PathQueue queue)
    {
        FlowState entry = state.Fork().Normalize();
        if (!_finallyResults.TryGetValue((region, entry), out IReadOnlyList<FlowState>? results))
        {
            PathQueue inner = new(queue, region);
            inner.Add(region.FirstBlockOrdinal, entry);
            Drain(inner);
            results = inner.Finished;
            _finallyResults[(region, entry)] = results;
        }

        return [.. results.Select(result => result.Fork())];
    }

    private static bool IsCleanup(BasicBlock block) => Around(block).Any(region => region.Kind is ControlFlowRegionKind.Finally or ControlFlowRegionKind.Catch);

    /// <summary>The regions around a block, from the inside, as far as its own function: that of a lambda lies in those of its method.</summary>
    private static IEnumerable<ControlFlowRegion> Around(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            yield return region;
        }
    }
}
