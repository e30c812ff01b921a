using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Stress.Worker;

namespace LayerKit.Stress.Tests.Model;

/// <content>Layers and pins.</content>
internal sealed partial class ModelRun
{
    private async Task<string> RegisterAsync(Step step, string? pin)
    {
        int tar = step.First % Tars;
        ChainId? parent = Parent(step.Second);
        ChainId chainId = ChainId.Of(parent, TarPool.DiffIds[tar]);
        Layer layer = await _store.RegisterAsync(new MemoryStream(TarPool.Tars[tar]), new RegisterOptions { Parent = parent, Pin = pin });
        _handles.Add(layer);
        _model.Layers[chainId] = parent;
        _model.Handles.Add(chainId);
        if (pin is not null)
        {
            _model.Pins[pin] = chainId;
        }

        return layer.ChainId == chainId ? "" : $"got {layer.ChainId}";
    }

    private async Task<string> GetAsync(Step step)
    {
        ChainId chainId = Chain(step);
        if (!_model.Layers.ContainsKey(chainId))
        {
            return await RefusedAsync<LayerNotFoundException>(() => Task.FromResult(_store.Get(chainId)));
        }

        _handles.Add(_store.Get(chainId));
        _model.Handles.Add(chainId);
        return "";
    }

    private Task<string> CloneAsync(Step step)
    {
        if (_handles.Count > 0)
        {
            int index = step.First % _handles.Count;
            _handles.Add(_handles[index].Clone());
            _model.Handles.Add(_model.Handles[index]);
        }

        return Nothing;
    }

    private async Task<string> DisposeAsync(Step step)
    {
        if (Take(step) is { } taken)
        {
            await taken.Layer.DisposeAsync();
        }

        return "";
    }

    private async Task<string> ReleaseAsync(Step step) => Take(step) is { } taken
        ? Same((await _store.ReleaseAsync(taken.Layer)).Select(layer => layer.ChainId), _model.Collect(taken.Id))
        : "";

    private async Task<string> PinAsync(Step step)
    {
        ChainId chainId = Chain(step);
        string name = Name("pin", step.First);
        if (!_model.Layers.ContainsKey(chainId))
        {
            return await RefusedAsync<LayerNotFoundException>(() => _store.PinAsync(name, chainId));
        }

        await _store.PinAsync(name, chainId);
        _model.Pins[name] = chainId;
        return "";
    }

    private async Task<string> UnpinAsync(Step step)
    {
        string name = Name("pin", step.First);
        return _model.Pins.Remove(name, out ChainId chainId)
            ? Same((await _store.UnpinAsync(name)).Select(layer => layer.ChainId), _model.Collect(chainId))
            : await RefusedAsync<PinNotFoundException>(() => _store.UnpinAsync(name));
    }

    private async Task<string> PruneAsync()
    {
        PruneResult result = await _store.PruneAsync(TimeSpan.Zero);
        return Same(result.Layers.Select(layer => layer.ChainId).OrderBy(id => id.Hex), _model.CollectAll().OrderBy(id => id.Hex));
    }

    private (Layer Layer, ChainId Id)? Take(Step step)
    {
        if (_handles.Count == 0)
        {
            return null;
        }

        int index = step.First % _handles.Count;
        (Layer, ChainId) taken = (_handles[index], _model.Handles[index]);
        _handles.RemoveAt(index);
        _model.Handles.RemoveAt(index);
        return taken;
    }
}
