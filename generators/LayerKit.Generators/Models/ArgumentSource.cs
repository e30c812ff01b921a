namespace LayerKit.Generators.Models;

internal enum ArgumentSource
{
    Context,
    Options,
    Logger,
    TimeProvider,
    Service,
}
