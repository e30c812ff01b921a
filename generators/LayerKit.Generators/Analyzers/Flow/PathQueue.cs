using Microsoft.CodeAnalysis.FlowAnalysis;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>The paths still to follow in a region: a whole graph, or one finally block.</summary>
/// <param name="outer">The queue of what the region is in.</param>
/// <param name="region">The region.</param>
internal sealed class PathQueue(PathQueue? outer, ControlFlowRegion region)
{
    private readonly HashSet<(int Block, FlowState State)> _seen = [];
    private readonly Stack<(int Block, FlowState State)> _open = new();
    private readonly HashSet<FlowState> _finished = [];

    /// <summary>The states at the end of the region.</summary>
    public IReadOnlyList<FlowState> Finished => [.. _finished];

    /// <summary>The queue that a block belongs to: an exception leads out of a finally block.</summary>
    public PathQueue Owner(int block) => outer is null || (block >= region.FirstBlockOrdinal && block <= region.LastBlockOrdinal) ? this : outer.Owner(block);

    public void Add(int block, FlowState state)
    {
        if (_seen.Add((block, state)))
        {
            _open.Push((block, state));
        }
    }

    public bool TryTake(out (int Block, FlowState State) item)
    {
        bool isAny = _open.Count > 0;
        item = isAny ? _open.Pop() : default;
        return isAny;
    }

    public void Finish(FlowState state) => _finished.Add(state);
}
