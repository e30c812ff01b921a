using System.Collections.Immutable;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Everything known at one point of one path: what variables hold, and whose handles are. Equal states need not be followed twice.</summary>
internal sealed class FlowState : IEquatable<FlowState>
{
    private ImmutableDictionary<object, FlowValue> _variables = ImmutableDictionary<object, FlowValue>.Empty;
    private ImmutableDictionary<int, HandleFact> _handles = ImmutableDictionary<int, HandleFact>.Empty;

    public IEnumerable<KeyValuePair<int, HandleFact>> Handles => _handles;

    public FlowState Fork() => new() { _variables = _variables, _handles = _handles };

    /// <param name="variable">A symbol, or the id of a flow capture.</param>
    public FlowValue this[object variable]
    {
        get => _variables.TryGetValue(variable, out FlowValue value) ? value : default;
        set => _variables = value.Kind == FlowValueKind.Unknown ? _variables.Remove(variable) : _variables.SetItem(variable, value);
    }

    public HandleFact? Find(int id) => _handles.TryGetValue(id, out HandleFact? fact) ? fact : null;

    public void Set(int id, HandleFact fact) => _handles = _handles.SetItem(id, fact);

    /// <summary>True when some variable leads to it, directly or through what uses it.</summary>
    public bool IsReachable(int id) => _variables.Values.Any(value => value.Id == id || value.Uses.Contains(id));

    /// <summary>Takes back that there is such a handle: the value was null.</summary>
    public void MakeNull(int id)
    {
        Replace(id, new FlowValue(FlowValueKind.Null));
        _handles = _handles.Remove(id);
    }

    /// <summary>Gives a handle another number, so that its own is free for the next one from the same place.</summary>
    public void Rename(int id, int other)
    {
        if (Find(id) is { } fact)
        {
            _handles = _handles.Remove(id).SetItem(other, fact);
            foreach (KeyValuePair<object, FlowValue> variable in _variables)
            {
                if (variable.Value.Id == id)
                {
                    this[variable.Key] = variable.Value with { Id = other };
                }
            }
        }
    }

    /// <summary>Forgets what variables hold.</summary>
    public void Forget(Func<object, bool> which)
    {
        foreach (object variable in _variables.Keys.Where(which).ToArray())
        {
            _variables = _variables.Remove(variable);
        }
    }

    /// <summary>Drops what no further operation can tell from nothing.</summary>
    public FlowState Normalize()
    {
        foreach (KeyValuePair<int, HandleFact> handle in _handles)
        {
            if (handle.Value.Ownership != Ownership.Owned && !IsReachable(handle.Key))
            {
                _handles = _handles.Remove(handle.Key);
            }
        }

        return this;
    }

    public bool Equals(FlowState? other) => other is not null && AreEqual(_variables, other._variables) && AreEqual(_handles, other._handles);

    public override bool Equals(object? obj) => Equals(obj as FlowState);

    public override int GetHashCode()
    {
        int hash = _variables.Count;
        foreach (KeyValuePair<object, FlowValue> variable in _variables)
        {
            hash ^= unchecked((variable.Key.GetHashCode() * 31) + ((int)variable.Value.Kind * 7) + variable.Value.Id);
        }

        foreach (KeyValuePair<int, HandleFact> handle in _handles)
        {
            hash ^= unchecked((handle.Key * 1021) + (int)handle.Value.Ownership + 1);
        }

        return hash;
    }

    private static bool AreEqual<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull =>
        ReferenceEquals(left, right)
        || (left.Count == right.Count && left.All(item => right.TryGetValue(item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(item.Value, value)));

    private void Replace(int id, FlowValue value)
    {
        foreach (KeyValuePair<object, FlowValue> variable in _variables)
        {
            if (variable.Value.Id == id)
            {
                this[variable.Key] = variable.Value.Kind == FlowValueKind.Given ? FlowValue.Of(false) : value;
            }
        }
    }
}
