using Acme.Host;
using LayerKit;
using LayerKit.Registration;

PluginCatalog catalog = MyDrivers.CreateCatalog();
foreach (DriverRegistration driver in catalog.Drivers)
{
    Console.WriteLine($"driver {driver.Name}: {string.Join(", ", driver.Options.Select(option => $"{option.Key} ({option.Expected})"))}");
}

foreach (MetadataStoreRegistration store in catalog.MetadataStores)
{
    Console.WriteLine($"metadata store {store.Name}");
}

if (args is not [string root, string tar])
{
    return;
}

await using LayerStore layers = await LayerStore.OpenAsync(new LayerStoreOptions(root)
{
    Drivers = catalog,
    Driver = MyDrivers.DriverNames.Zipdir,
    MetadataStore = MyDrivers.MetadataStoreNames.Lines,
    DriverOptions = { ["zipdir.compression"] = "smallest-size", ["zipdir.max_size"] = "1G" },
});
await using FileStream source = File.OpenRead(tar);
await using Layer layer = await layers.RegisterAsync(source);
Console.WriteLine($"registered {layer.ChainId}, {layer.DiffSize} bytes");
await using Stream copy = layer.OpenTar();
await copy.CopyToAsync(Stream.Null);
Console.WriteLine("read it back, byte for byte");
