Console.WriteLine($"{Environment.GetEnvironmentVariable("GREETING")} from my own layer.");
