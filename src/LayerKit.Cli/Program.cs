using LayerKit.Cli;

return await CommandLine.RunAsync(args);
