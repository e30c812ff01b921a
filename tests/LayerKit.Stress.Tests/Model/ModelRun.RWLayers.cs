using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Stress.Tests.Model;

/// <content>RW layers.</content>
internal sealed partial class ModelRun
{
    private async Task<string> CreateRWAsync(Step step)
    {
        string name = Name("rw", step.First);
        ChainId? parent = Parent(step.Second);
        if (_model.RWLayers.ContainsKey(name))
        {
            return await RefusedAsync<RWLayerNameConflictException>(() => _store.CreateRWLayerAsync(name, parent));
        }

        _rwHandles.Add(await _store.CreateRWLayerAsync(name, parent));
        _model.RWHandles.Add(name);
        _model.RWLayers.Add(name, parent);
        return "";
    }

    private async Task<string> GetRWAsync(Step step)
    {
        string name = Name("rw", step.First);
        if (!_model.RWLayers.ContainsKey(name))
        {
            return await RefusedAsync<RWLayerNotFoundException>(() => Task.FromResult(_store.GetRWLayer(name)));
        }

        _rwHandles.Add(_store.GetRWLayer(name));
        _model.RWHandles.Add(name);
        return "";
    }

    private async Task<string> DisposeRWAsync(Step step)
    {
        if (_rwHandles.Count > 0)
        {
            int index = step.First % _rwHandles.Count;
            await _rwHandles[index].DisposeAsync();
            Forget(index);
        }

        return "";
    }

    /// <summary>Refused when it is mounted through this handle, or when nothing but mounts would be left.</summary>
    private async Task<string> ReleaseRWAsync(Step step)
    {
        if (_rwHandles.Count == 0)
        {
            return "";
        }

        int index = step.First % _rwHandles.Count;
        (RWLayer handle, string name) = (_rwHandles[index], _model.RWHandles[index]);
        int mounts = _model.Mounts.Count(mounted => mounted == name);
        int others = _model.RWHandles.Count(other => other == name) - 1 + mounts;
        if (_mounts.Any(mount => mount.Handle == handle) || (others > 0 && others == mounts))
        {
            return await RefusedAsync<RWLayerInUseException>(() => _store.ReleaseRWLayerAsync(handle));
        }

        Forget(index);
        return Same((await _store.ReleaseRWLayerAsync(handle)).Select(layer => layer.ChainId), others == 0 ? Drop(name) : []);
    }

    private async Task<string> RemoveRWAsync(Step step)
    {
        string name = Name("rw", step.First);
        if (!_model.RWLayers.ContainsKey(name))
        {
            return await RefusedAsync<RWLayerNotFoundException>(() => _store.RemoveRWLayerAsync(name));
        }

        return _model.RWHandles.Contains(name) || _model.Mounts.Contains(name)
            ? await RefusedAsync<RWLayerInUseException>(() => _store.RemoveRWLayerAsync(name))
            : Same((await _store.RemoveRWLayerAsync(name)).Select(layer => layer.ChainId), Drop(name));
    }

    /// <summary>Nothing is written to the RW layers here, so that the layer is the empty one on the parent. Consuming is refused for all but a sole handle without mounts.</summary>
    private async Task<string> CommitAsync(Step step, bool consume)
    {
        if (_rwHandles.Count == 0)
        {
            return "";
        }

        int index = step.First % _rwHandles.Count;
        (RWLayer handle, string name) = (_rwHandles[index], _model.RWHandles[index]);
        if (consume && (_model.RWHandles.Count(other => other == name) > 1 || _model.Mounts.Contains(name)))
        {
            return await RefusedAsync<RWLayerInUseException>(() => handle.CommitAsync(new CommitOptions { Consume = true }));
        }

        ChainId? parent = _model.RWLayers[name];
        ChainId chainId = ChainId.Of(parent, EmptyLayer.DiffId);
        Layer layer = await handle.CommitAsync(new CommitOptions { Consume = consume });
        _handles.Add(layer);
        _model.Layers[chainId] = parent;
        _model.Handles.Add(chainId);
        if (consume)
        {
            Forget(index);
            _model.RWLayers.Remove(name);
        }

        return layer.ChainId == chainId ? "" : $"got {layer.ChainId}";
    }

    /// <summary>A view comes and goes, and changes nothing.</summary>
    private Task<string> ViewAsync(Step step)
    {
        if (_handles.Count > 0)
        {
            _handles[step.First % _handles.Count].Mount().Dispose();
        }

        return Nothing;
    }

    private Task<string> MountAsync(Step step)
    {
        if (_rwHandles.Count > 0)
        {
            int index = step.First % _rwHandles.Count;
            _mounts.Add((_rwHandles[index].Mount(), _rwHandles[index]));
            _model.Mounts.Add(_model.RWHandles[index]);
        }

        return Nothing;
    }

    private Task<string> UnmountAsync(Step step)
    {
        if (_mounts.Count > 0)
        {
            int index = step.First % _mounts.Count;
            _mounts[index].Mount.Unmount();
            _mounts.RemoveAt(index);
            _model.Mounts.RemoveAt(index);
        }

        return Nothing;
    }

    private void Forget(int index)
    {
        _rwHandles.RemoveAt(index);
        _model.RWHandles.RemoveAt(index);
    }

    private IReadOnlyList<ChainId> Drop(string name)
    {
        _model.RWLayers.Remove(name, out ChainId? parent);
        return _model.Collect(parent);
    }
}
